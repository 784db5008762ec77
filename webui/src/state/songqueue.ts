/** The shared song queue as this page shows it: what the server knows, and on top of it what was just asked for. */
import { batch, computed, signal, type ReadonlySignal } from "@preact/signals";

import type { Arguments, FunctionName, QueuedSong, Result } from "../api/types";

/** Who answers questions; the connection, or a test. */
export interface Line {
  request: <N extends FunctionName>(name: N, parameters: Arguments<N>) => Promise<Result<N>>;
}

/** A song with where it belongs. */
export type Placed = Pick<QueuedSong, "song" | "album" | "artist">;

type Entries = readonly QueuedSong[];

interface Wish {
  apply: (entries: Entries) => Entries;
  /** The server has answered; the next list it sends has it. */
  granted: boolean;
}

const PROVISIONAL = "new-";

/** Whether the server has not yet given this entry its id. */
export function isProvisional(entryid: string): boolean {
  return entryid.startsWith(PROVISIONAL);
}

/** The list with an entry behind another one; the current one stays where it is. */
export function moved(entries: Entries, entryid: string, afterid: string): Entries {
  const entry = entries.find((each) => each.entryid === entryid);
  if (!entry || entryid === afterid || entries[0] === entry) return entries;
  const rest = entries.filter((each) => each !== entry);
  const place = rest.findIndex((each) => each.entryid === afterid);
  return place < 0 ? entries : [...rest.slice(0, place + 1), entry, ...rest.slice(place + 1)];
}

function without(entries: Entries, gone: ReadonlySet<string>): Entries {
  return entries.filter((each) => !gone.has(each.entryid));
}

export class SongQueue {
  /** Null until the first answer. The first entry is the current one. */
  readonly entries: ReadonlySignal<Entries>;
  readonly loaded: ReadonlySignal<boolean>;

  readonly #line: Line;
  readonly #complain: (error: unknown) => void;
  readonly #known = signal<Entries | null>(null);
  readonly #wishes = signal<readonly Wish[]>([]);
  /** The entry that ended here. While others hear the stream it stays in the queue until it ends there, too. */
  readonly #heard = signal("");
  #running: Promise<void> | null = null;
  #again: Promise<void> | null = null;
  #next = 1;

  /** `complain` is told why a wish was not granted. */
  constructor(line: Line, complain: (error: unknown) => void) {
    this.#line = line;
    this.#complain = complain;
    this.loaded = computed(() => this.#known.value !== null);
    this.entries = computed(() => {
      const entries = this.#wishes.value.reduce((entries, wish) => wish.apply(entries), this.#known.value ?? []);
      return entries[0]?.entryid === this.#heard.value ? entries.slice(1) : entries;
    });
  }

  /** Fetches the queue anew; resolves when an answer is there that was asked for after this call. */
  reload(): Promise<void> {
    if (this.#running) {
      this.#again ??= this.#running.then(() => {
        this.#again = null;
        return this.reload();
      });
      return this.#again;
    }
    this.#running = this.#fetch().finally(() => (this.#running = null));
    return this.#running;
  }

  async #fetch(): Promise<void> {
    const granted = new Set(this.#wishes.value.filter((wish) => wish.granted));
    try {
      const fresh = await this.#line.request("GetSongQueue", {});
      // A list from before or amid a change would show it half or twice; after the change another one is fetched.
      if (this.#wishes.value.some((wish) => !granted.has(wish))) return;
      batch(() => {
        this.#known.value = fresh;
        this.#wishes.value = [];
      });
    } catch {
      // Without an answer the list stays as it is; the connection says what is wrong, and its return brings a fresh one.
    }
  }

  /** Shows a change at once, and takes it back when the server refuses it. */
  async #wish(apply: Wish["apply"], ask: () => Promise<unknown>): Promise<boolean> {
    const wish: Wish = { apply, granted: false };
    this.#wishes.value = [...this.#wishes.value, wish];
    try {
      await ask();
    } catch (error) {
      this.#wishes.value = this.#wishes.value.filter((each) => each !== wish);
      this.#complain(error);
      await this.reload();
      return false;
    }
    wish.granted = true;
    await this.reload();
    return true;
  }

  /** Adds songs in their order: `next` behind the current one, `last` at the end, or behind the entry with this id. */
  add(songs: readonly Placed[], position: string): Promise<boolean> {
    const fresh = this.#provisional(songs);
    return this.#wish(
      (entries) => {
        const behind = position === "next" ? 0 : entries.findIndex(({ entryid }) => entryid === position);
        const place = behind < 0 ? entries.length : behind + 1;
        return [...entries.slice(0, place), ...fresh, ...entries.slice(place)];
      },
      () => this.#send(songs, position),
    );
  }

  /** Plays songs now: they come to the front; the current song goes, and with it the rest of the same album. */
  playNow(songs: readonly Placed[]): Promise<boolean> {
    const fresh = this.#provisional(songs);
    const gone = this.#runOf(songs[0]?.album.id);
    return this.#wish(
      (entries) => [...fresh, ...without(entries, new Set(gone))],
      async () => {
        await this.#send(songs, "next");
        for (const entryid of gone) await this.#line.request("RemoveSongFromQueue", { entryid });
      },
    );
  }

  move(entryid: string, afterid: string): Promise<boolean> {
    return this.#wish(
      (entries) => moved(entries, entryid, afterid),
      () => this.#line.request("MoveSongInQueue", { entryid, afterid }),
    );
  }

  /** Makes an entry the current one, in the place of the one that is. */
  jump(entryid: string): Promise<boolean> {
    const current = this.entries.value[0]?.entryid ?? "";
    return this.#wish(
      (entries) => (entries[0]?.entryid === current ? without(moved(entries, entryid, current), new Set([current])) : entries),
      async () => {
        await this.#line.request("MoveSongInQueue", { entryid, afterid: current });
        await this.#line.request("RemoveSongFromQueue", { entryid: current });
      },
    );
  }

  remove(entryid: string): Promise<boolean> {
    const gone = new Set([entryid]);
    return this.#wish(
      (entries) => without(entries, gone),
      () => this.#line.request("RemoveSongFromQueue", { entryid }),
    );
  }

  /** The current song was heard to its end on this screen. */
  finish(entryid: string): Promise<boolean> {
    this.#heard.value = entryid;
    return this.#wish(
      (entries) => entries,
      () => this.#line.request("SongEnded", { entryid }),
    );
  }

  clear(): Promise<boolean> {
    return this.#wish(
      (entries) => entries.slice(0, 1),
      () => this.#line.request("ClearQueue", {}),
    );
  }

  /** Randy decides which, so there is nothing to show before the answer. */
  addRandom(position: "next" | "last", albumid: number | null = null): Promise<boolean> {
    return this.#wish(
      (entries) => entries,
      () => this.#line.request("AddRandomSongToQueue", { position, albumid }),
    );
  }

  #send(songs: readonly Placed[], position: string): Promise<unknown> {
    const [only, ...more] = songs;
    // A single song that a person chose is added even when it is switched off.
    if (only && more.length === 0) return this.#line.request("AddSongToQueue", { songid: only.song.id, position });
    return this.#line.request("AddSongsToQueue", { songids: songs.map(({ song }) => song.id), position });
  }

  #provisional(songs: readonly Placed[]): Entries {
    const wanted = songs.length === 1 ? songs : songs.filter(({ song }) => song.disabled === 0 && song.favorite >= 0);
    return wanted.map((placed) => ({ ...placed, entryid: `${PROVISIONAL}${this.#next++}`, israndom: false }));
  }

  #runOf(albumid: number | undefined): string[] {
    const [current, ...behind] = this.entries.value.filter(({ entryid }) => !isProvisional(entryid));
    if (!current) return [];
    if (current.album.id !== albumid) return [current.entryid];
    const end = behind.findIndex(({ album, israndom }) => album.id !== albumid || israndom);
    return [current, ...behind.slice(0, end < 0 ? behind.length : end)].map(({ entryid }) => entryid);
  }
}
