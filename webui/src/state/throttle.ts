/** Bundles bursts of changes, so that a thousand notifications are one repaint. */

/** Calls `act` at most every `interval` milliseconds, and never later than that after the first `touch`. */
export class Throttle {
  readonly #act: () => void;
  readonly #interval: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(interval: number, act: () => void) {
    this.#interval = interval;
    this.#act = act;
  }

  touch(): void {
    this.#timer ??= setTimeout(() => this.flush(), this.#interval);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#act();
  }
}
