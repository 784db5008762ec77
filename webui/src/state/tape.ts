/** A song as this browser has it in its memory: decoded whole, without what its encoder added, so that the next one can follow exactly. */
import type { Result, Song } from "../api/types";
import { musicUrl } from "./urls";

export type SongSound = Pick<Result<"GetSongSound">, "factor" | "samples" | "rate">;

/** Who decodes and makes buffers. */
export interface Decoding {
  readonly rate: number;
  decode: (file: ArrayBuffer) => Promise<AudioBuffer>;
  makeBuffer: (channels: number, length: number) => AudioBuffer;
}

const BYTES_PER_SAMPLE = 8;
/** Two songs are in memory at most, and the second only shortly before the first one ends. */
const BUDGET = 384 << 20;
const SMALL_BUDGET = 128 << 20;

function budget(): number {
  const memory = (globalThis.navigator as { deviceMemory?: number } | undefined)?.deviceMemory ?? 8;
  return memory <= 4 ? SMALL_BUDGET : BUDGET;
}

/** Whether a song may be decoded whole. Longer ones are played as they come, with bounded memory and a breath behind them. */
export function fitsInMemory(song: Pick<Song, "playtime">, rate: number): boolean {
  return song.playtime > 0 && song.playtime * rate * BYTES_PER_SAMPLE <= budget();
}

/** The place of the song in what was decoded, in samples. Browsers that take off what the encoder added leave nothing to do. */
export function trim(decoded: number, rate: number, sound: SongSound): { begin: number; length: number } {
  if (sound.samples === null || sound.rate === null) return { begin: 0, length: decoded };
  const length = Math.round((sound.samples * rate) / sound.rate);
  const excess = decoded - length;
  // Less than a millisecond is rounding; more than a second is no padding.
  if (excess < rate / 1000 || excess > rate) return { begin: 0, length: decoded };
  // Of what AAC encoders add, 2112 samples come before the song.
  const before = Math.min(excess, Math.round((2112 * rate) / sound.rate));
  return { begin: before, length };
}

export class Tape {
  /** Null until it is there. */
  buffer: AudioBuffer | null = null;
  /** What its samples are multiplied with. */
  factor = 1;
  failed = false;

  readonly #abort = new AbortController();

  /** Loads a song; `ready` is called when it can be played. */
  constructor(song: Song, decoding: Decoding, facts: (song: Song) => Promise<SongSound>, ready: () => void) {
    this.#load(song, decoding, facts).then(
      () => {
        if (!this.#abort.signal.aborted) ready();
      },
      () => (this.failed = true),
    );
  }

  /** Forgets it. */
  drop(): void {
    this.#abort.abort();
    this.buffer = null;
  }

  async #load(song: Song, decoding: Decoding, facts: (song: Song) => Promise<SongSound>): Promise<void> {
    const { signal } = this.#abort;
    const [sound, response] = await Promise.all([facts(song), fetch(musicUrl(song.path), { signal })]);
    if (!response.ok) throw new Error(response.statusText);
    this.factor = sound.factor;
    const decoded = await decoding.decode(await response.arrayBuffer());
    if (signal.aborted) return;
    const { begin, length } = trim(decoded.length, decoding.rate, sound);
    if (begin === 0 && length === decoded.length) {
      this.buffer = decoded;
      return;
    }
    const buffer = decoding.makeBuffer(decoded.numberOfChannels, length);
    for (let channel = 0; channel < decoded.numberOfChannels; channel++) {
      buffer.copyToChannel(decoded.getChannelData(channel).subarray(begin, begin + length), channel);
    }
    this.buffer = buffer;
  }
}
