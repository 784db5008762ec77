/** How fast something grows: the mean over the last few seconds. */

const WINDOW = 4000;

interface Sample {
  time: number;
  bytes: number;
}

export class SpeedMeter {
  #samples: Sample[] = [];
  #changed = -1;

  /** Notes how many bytes are there at `time` (milliseconds). */
  note(bytes: number, time: number): void {
    const last = this.#samples.at(-1);
    if (bytes !== last?.bytes) this.#changed = time;
    // The time before the first byte was spent on checksums, not on the way.
    if (bytes === 0 || (last && bytes < last.bytes)) this.#samples = [];
    if (bytes === last?.bytes && bytes > 0) return;
    this.#samples.push({ time, bytes });
    const begin = time - WINDOW;
    while (this.#samples.length > 1 && this.#samples[0]!.time < begin) this.#samples.shift();
  }

  /** Milliseconds since something last changed. */
  rest(time: number): number {
    return this.#changed < 0 ? 0 : time - this.#changed;
  }

  /** Bytes per second; 0 while nothing moves. */
  rate(time: number): number {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    if (!first || !last || first === last || this.rest(time) > WINDOW) return 0;
    return ((last.bytes - first.bytes) / Math.max(1, last.time - first.time)) * 1000;
  }
}
