/**
 * Plays the queue in this browser, without a gap. A song begins in a player at once; meanwhile it is decoded whole and takes
 * over at the same sample, and the next song is decoded in time and begins exactly where it ends. What is too long for that,
 * or cannot be decoded here, stays in its player, and the next one begins when it ends.
 */
import { signal } from "@preact/signals";

import type { QueuedSong, Song } from "../api/types";
import type { Mixer } from "./mixer";
import { Silence } from "./silence";
import { isProvisional } from "./songqueue";
import type { SongSound } from "./tape";
import { type Studio, Turntable } from "./turntable";

export interface DeckEvents {
  /** A song came to its end; the next one, if it was ready, plays already. */
  finished: (entry: QueuedSong) => void;
  /** This browser cannot play a song. */
  failed: (entry: QueuedSong) => void;
  /** The browser wants a click first. */
  blocked: () => void;
}

export interface DeckTools {
  makeAudio: () => HTMLAudioElement;
  /** Called when a person wants music for the first time; null where the browser cannot mix. */
  makeMixer: () => Mixer | null;
  facts: (song: Song) => Promise<SongSound>;
}

/** Seconds before the end of a song at which the next one is decoded. */
const AHEAD = 60;
const TICK = 250;

function isSame(one: QueuedSong | null, other: QueuedSong | null): boolean {
  if (one === null || one.song.id !== other?.song.id) return false;
  return one.entryid === other.entryid || isProvisional(one.entryid) || isProvisional(other.entryid);
}

export class Deck {
  readonly playing = signal(false);
  readonly position = signal(0);
  readonly duration = signal(0);
  readonly volume = signal(1);
  readonly muted = signal(false);

  readonly #events: DeckEvents;
  readonly #tools: DeckTools;
  readonly #studio: Studio;
  readonly #tables: [Turntable, Turntable];
  #silence: Silence | null = null;
  #ticking: ReturnType<typeof setInterval> | undefined;
  /** A person wants music, whatever the players do at the moment. */
  #wanted = false;
  #next: QueuedSong | null = null;

  constructor(tools: DeckTools, events: DeckEvents) {
    [this.#tools, this.#events] = [tools, events];
    this.#studio = { mixer: null, facts: tools.facts };
    this.#tables = [this.#makeTable(), this.#makeTable()];
  }

  /** The current song and the one to make ready. Going from one to the other is done as soon as this tells it. */
  show(entry: QueuedSong | null, next: QueuedSong | null): void {
    const [current, ready] = this.#tables;
    if (isSame(current.entry, entry)) {
      current.entry = entry;
    } else if (isSame(ready.entry, entry)) {
      this.#swap();
      ready.entry = entry;
    } else {
      current.load(entry, true, this.#wanted);
      ready.stop();
      this.#announce();
      if (this.#wanted && entry) void this.#begin();
    }
    this.#next = next;
    this.#prepare();
  }

  async play(): Promise<void> {
    this.#wanted = true;
    this.#openMixer();
    this.#prepare();
    await this.#begin();
  }

  pause(): void {
    this.#wanted = false;
    const [current, ready] = this.#tables;
    current.stop();
    ready.stop();
    ready.rewind();
    this.#announce();
  }

  /** Seconds from the beginning. */
  seek(seconds: number): void {
    const [current, ready] = this.#tables;
    const to = Math.min(Math.max(0, seconds), this.duration.value || seconds);
    if (current.decoded) ready.rewind();
    if (current.decoded && to >= this.duration.value) this.#goOn();
    else current.seek(to);
  }

  /** From 0 to 1. */
  setVolume(level: number): void {
    this.volume.value = level;
    this.setMuted(false);
  }

  setMuted(muted: boolean): void {
    this.muted.value = muted;
    const { mixer } = this.#studio;
    if (mixer) mixer.setVolume(muted ? 0 : this.volume.value);
    else for (const table of this.#tables) table.setVolume(this.volume.value, muted);
  }

  #openMixer(): void {
    this.#studio.mixer ??= this.#makeMixer();
    void this.#studio.mixer?.wake();
  }

  #makeMixer(): Mixer | null {
    const mixer = this.#tools.makeMixer();
    if (!mixer) return null;
    this.#studio.mixer = mixer;
    for (const table of this.#tables) table.route();
    this.#silence = new Silence(this.#tools.makeAudio(), () => this.pause());
    this.setMuted(this.muted.value);
    return mixer;
  }

  /** Gets the next song ready; a page that only looks on fetches no music. */
  #prepare(): void {
    const ready = this.#tables[1];
    if (isSame(ready.entry, this.#next)) ready.entry = this.#next;
    else if (this.#wanted || this.#next === null) ready.load(this.#next, false, this.#wanted);
    this.#decode();
  }

  /** Decodes the current song, and towards its end the next one. */
  #decode(): void {
    const [current, ready] = this.#tables;
    if (!this.#wanted) return;
    current.decode();
    if (current.duration - current.position < AHEAD) ready.decode();
  }

  async #begin(): Promise<void> {
    try {
      await this.#tables[0].play();
    } catch (error) {
      if ((error as DOMException).name !== "NotAllowedError") return;
      this.#wanted = false;
      this.#events.blocked();
    }
  }

  #swap(): void {
    const [old, ready] = this.#tables;
    const begun = ready.begun;
    this.#tables.reverse();
    old.load(null, false, false);
    if (!begun) ready.rewind();
    this.#announce();
    if (!begun && this.#wanted) void this.#begin();
  }

  #announce(): void {
    const [current, ready] = this.#tables;
    this.playing.value = current.entry !== null && current.sounding;
    this.position.value = current.position;
    this.duration.value = current.duration;
    this.#tick(current.decoded);
    this.#decode();
    ready.follow(current);
  }

  /** Players tell how time goes by; decoded songs do not. */
  #tick(on: boolean): void {
    this.#silence?.keep(on);
    if (on) this.#ticking ??= setInterval(() => this.#announce(), TICK);
    else {
      clearInterval(this.#ticking);
      this.#ticking = undefined;
    }
  }

  #makeTable(): Turntable {
    const ifCurrent = (act: () => void) => () => {
      if (table === this.#tables[0]) act();
    };
    const table: Turntable = new Turntable(this.#tools.makeAudio(), this.#studio, {
      changed: ifCurrent(() => this.#announce()),
      ended: ifCurrent(() => this.#goOn()),
      failed: ifCurrent(() => this.#skip()),
      decoded: () => {
        if (!this.#wanted) return;
        if (table === this.#tables[0]) table.takeOver();
        else table.follow(this.#tables[0]);
      },
    });
    return table;
  }

  #goOn(): void {
    const { entry } = this.#tables[0];
    if (!entry) return;
    // The next song begins at once, before anybody was asked.
    if (this.#tables[1].entry) this.#swap();
    else this.#announce();
    this.#events.finished(entry);
  }

  #skip(): void {
    const { entry } = this.#tables[0];
    this.playing.value = false;
    if (entry && this.#wanted) this.#events.failed(entry);
  }
}
