/** Whether the current song fills the screen. */
import { signal } from "@preact/signals";

export const heroShown = signal(false);

export function toggleHero(): void {
  heroShown.value = !heroShown.value;
}
