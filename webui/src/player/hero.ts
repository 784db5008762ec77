/** Whether the current song fills the screen. */
import { signal } from "@preact/signals";

export const heroShown = signal(false);
