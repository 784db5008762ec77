/** The stream everybody hears together: what it does, and listening to it in this browser. */
import { signal, type ReadonlySignal } from "@preact/signals";

import type { AudioStreamState } from "../api/types";
import type { Line } from "./songqueue";

const FORMATS = [
  ["opus", 'audio/ogg; codecs="opus"'],
  ["mp3", "audio/mpeg"],
] as const;

export class Stream {
  readonly state: ReadonlySignal<AudioStreamState | null>;
  /** Seconds of the current song, told by the server every second. */
  readonly seconds = signal(0);
  /** Whether this browser listens. */
  readonly listening = signal(false);

  readonly #line: Line;
  readonly #state = signal<AudioStreamState | null>(null);
  readonly #makeAudio: () => HTMLAudioElement;
  #audio: HTMLAudioElement | null = null;
  #volume = 1;
  #muted = false;

  constructor(line: Line, makeAudio: () => HTMLAudioElement) {
    this.#line = line;
    this.#makeAudio = makeAudio;
    this.state = this.#state;
  }

  async reload(): Promise<void> {
    const fresh = await this.#line.request("GetAudioStreamState", {});
    this.#state.value = fresh;
    this.seconds.value = fresh.currenttime;
  }

  /** Plays or pauses for everybody; shown at once, taken back when the server refuses. */
  async setPlaying(isplaying: boolean): Promise<void> {
    const before = this.#state.value;
    if (before) this.#state.value = { ...before, isplaying };
    try {
      await this.#line.request("SetAudioStreamState", { state: isplaying ? "play" : "pause" });
    } catch (error) {
      this.#state.value = before;
      throw error;
    }
  }

  async seek(seconds: number): Promise<void> {
    this.seconds.value = seconds;
    await this.#line.request("SeekInSong", { seconds: Math.max(0, seconds) });
  }

  /** Begins to listen in this browser. */
  async listen(): Promise<void> {
    const { streams } = await this.#line.request("GetStreamAddresses", {});
    this.stopListening();
    const audio = this.#makeAudio();
    const playable = FORMATS.filter(([, type]) => audio.canPlayType(type) !== "").map(([format]) => streams.find((each) => each.format === format));
    const address = playable.find((each) => each !== undefined);
    if (!address) return;
    audio.volume = this.#volume;
    audio.muted = this.#muted;
    audio.src = address.path;
    audio.addEventListener("error", () => this.stopListening());
    this.#audio = audio;
    this.listening.value = true;
    await audio.play();
  }

  stopListening(): void {
    const audio = this.#audio;
    this.#audio = null;
    this.listening.value = false;
    if (!audio) return;
    audio.pause();
    // Only without an address the browser hangs up.
    audio.removeAttribute("src");
    audio.load();
  }

  setVolume(level: number, muted: boolean): void {
    this.#volume = level;
    this.#muted = muted;
    if (!this.#audio) return;
    this.#audio.volume = level;
    this.#audio.muted = muted;
  }
}
