/** The video that fills the screen. */
import { signal } from "@preact/signals";

import type { FoundVideo } from "../api/types";

/** A video, and the second to begin at where that is not its own beginning. */
export type Showing = FoundVideo & { at?: number };

export const cinema = signal<Showing | null>(null);
