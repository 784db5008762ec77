/** For signals that only say *that* something changed. */
import type { ReadonlySignal } from "@preact/signals";

/** Makes the surrounding effect or computation run again when one of these changes. */
export function dependOn(...signals: readonly ReadonlySignal<unknown>[]): void {
  signals.forEach((each) => each.value);
}
