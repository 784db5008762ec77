/** The video that fills the screen. */
import { signal } from "@preact/signals";

import type { FoundVideo } from "../api/types";

export const cinema = signal<FoundVideo | null>(null);
