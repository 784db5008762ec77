/**
 * A player that plays silence. Systems give media keys, the lock screen and the right to go on in the background to pages with
 * a player that plays; decoded songs sound without one.
 */
const SECONDS = 10;
const RATE = 8000;
const HEAD = 44;

/** A WAV file with nothing in it: one channel of 8 bits, whose middle is 128. */
function silentFile(): Blob {
  const bytes = new Uint8Array(HEAD + SECONDS * RATE).fill(128);
  const head = new DataView(bytes.buffer);
  const write = (at: number, text: string) => new Uint8Array(bytes.buffer).set(new TextEncoder().encode(text), at);
  write(0, "RIFF");
  head.setUint32(4, bytes.length - 8, true);
  write(8, "WAVEfmt ");
  head.setUint32(16, 16, true);
  head.setUint16(20, 1, true);
  head.setUint16(22, 1, true);
  head.setUint32(24, RATE, true);
  head.setUint32(28, RATE, true);
  head.setUint16(32, 1, true);
  head.setUint16(34, 8, true);
  write(36, "data");
  head.setUint32(40, SECONDS * RATE, true);
  return new Blob([bytes], { type: "audio/wav" });
}

export class Silence {
  readonly #audio: HTMLAudioElement;
  #wanted = false;

  /** `stopped` is called when the system stops it, because another program wants to be heard. */
  constructor(audio: HTMLAudioElement, stopped: () => void) {
    this.#audio = audio;
    audio.src = URL.createObjectURL(silentFile());
    audio.loop = true;
    // The event of a pause of our own comes later; by then it may play again, because the next song has begun.
    audio.addEventListener("pause", () => {
      if (this.#wanted && audio.paused) stopped();
    });
  }

  keep(wanted: boolean): void {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    // Where even silence is not allowed, the music plays on without the keys.
    if (wanted) this.#audio.play().catch(() => undefined);
    else this.#audio.pause();
  }
}
