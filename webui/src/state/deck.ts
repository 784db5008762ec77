/** Plays the queue in this browser: two players, one of which has the next song ready, so that songs follow without a gap. */
import { signal } from "@preact/signals";

import type { QueuedSong } from "../api/types";
import { isProvisional } from "./songqueue";
import { musicUrl } from "./urls";

export interface DeckEvents {
  /** A song came to its end; the next one, if it was ready, plays already. */
  finished: (entry: QueuedSong) => void;
  /** This browser cannot play a song. */
  failed: (entry: QueuedSong) => void;
  /** The browser wants a click first. */
  blocked: () => void;
}

interface Slot {
  audio: HTMLAudioElement;
  entry: QueuedSong | null;
}

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
  readonly #slots: [Slot, Slot];
  /** A person wants music, whatever the players do at the moment. */
  #wanted = false;
  #next: QueuedSong | null = null;

  constructor(makeAudio: () => HTMLAudioElement, events: DeckEvents) {
    this.#events = events;
    this.#slots = [this.#makeSlot(makeAudio()), this.#makeSlot(makeAudio())];
  }

  get #current(): Slot {
    return this.#slots[0];
  }

  /** The current song and the one to make ready. Going from one to the other is done as soon as this tells it. */
  show(entry: QueuedSong | null, next: QueuedSong | null): void {
    if (isSame(this.#current.entry, entry)) {
      this.#current.entry = entry;
    } else if (isSame(this.#slots[1].entry, entry)) {
      this.#swap();
      this.#current.entry = entry;
    } else {
      this.#load(this.#current, entry);
      this.#announce();
      if (this.#wanted && entry) void this.#begin();
    }
    this.#next = next;
    this.#prepare();
  }

  async play(): Promise<void> {
    this.#wanted = true;
    this.#prepare();
    await this.#begin();
  }

  pause(): void {
    this.#wanted = false;
    this.#current.audio.pause();
  }

  /** Seconds from the beginning. */
  seek(seconds: number): void {
    const { audio } = this.#current;
    audio.currentTime = Math.min(Math.max(0, seconds), this.duration.value || seconds);
    this.position.value = audio.currentTime;
  }

  /** From 0 to 1. */
  setVolume(level: number): void {
    for (const { audio } of this.#slots) audio.volume = level;
    this.volume.value = level;
    this.setMuted(false);
  }

  setMuted(muted: boolean): void {
    for (const { audio } of this.#slots) audio.muted = muted;
    this.muted.value = muted;
  }

  /** Gets the next song ready; a page that only looks on fetches no music. */
  #prepare(): void {
    const ready = this.#slots[1];
    if (isSame(ready.entry, this.#next)) ready.entry = this.#next;
    else if (this.#wanted || this.#next === null) this.#load(ready, this.#next);
  }

  async #begin(): Promise<void> {
    if (!this.#current.entry) return;
    try {
      await this.#current.audio.play();
    } catch (error) {
      if ((error as DOMException).name !== "NotAllowedError") return;
      this.#wanted = false;
      this.#events.blocked();
    }
  }

  #load(slot: Slot, entry: QueuedSong | null): void {
    slot.entry = entry;
    slot.audio.pause();
    slot.audio.preload = this.#wanted ? "auto" : "metadata";
    if (entry) slot.audio.src = musicUrl(entry.song.path);
    else slot.audio.removeAttribute("src");
  }

  #swap(): void {
    const [old, ready] = this.#slots;
    this.#slots.reverse();
    old.audio.pause();
    old.entry = null;
    // Even a seek to where it stands would empty what it has ready.
    if (ready.audio.currentTime > 0) ready.audio.currentTime = 0;
    this.#announce();
    if (this.#wanted) void this.#begin();
  }

  #announce(): void {
    const { audio, entry } = this.#current;
    this.position.value = audio.currentTime;
    this.duration.value = Number.isFinite(audio.duration) ? audio.duration : (entry?.song.playtime ?? 0);
    if (!entry) this.playing.value = false;
  }

  #makeSlot(audio: HTMLAudioElement): Slot {
    const slot: Slot = { audio, entry: null };
    const ifCurrent = (act: () => void) => () => {
      if (slot === this.#current) act();
    };
    audio.addEventListener("play", ifCurrent(() => (this.playing.value = true)));
    audio.addEventListener("pause", ifCurrent(() => (this.playing.value = false)));
    audio.addEventListener("timeupdate", ifCurrent(() => (this.position.value = audio.currentTime)));
    audio.addEventListener("durationchange", ifCurrent(() => this.#announce()));
    audio.addEventListener("ended", ifCurrent(() => this.#goOn()));
    audio.addEventListener("error", ifCurrent(() => this.#skip()));
    return slot;
  }

  #goOn(): void {
    const { entry } = this.#current;
    if (!entry) return;
    // The next song begins at once, before anybody was asked.
    if (this.#slots[1].entry) this.#swap();
    this.#events.finished(entry);
  }

  #skip(): void {
    const { entry, audio } = this.#current;
    if (!entry || !audio.error) return;
    this.playing.value = false;
    if (this.#wanted) this.#events.failed(entry);
  }
}
