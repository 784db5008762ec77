/** Whether the queue is on the screen: beside the stage where there is room, else as a sheet over it. */
import { computed, signal } from "@preact/signals";

import { hasAlbums } from "../state/library";
import { queue } from "../state/player";

const OPEN_KEY = "musicdb.queue";
const broad = matchMedia("(min-width: 1200px)");

export const isBroad = signal(broad.matches);
const beside = signal(localStorage.getItem(OPEN_KEY) !== "closed");
const above = signal(false);

/** An empty collection has nothing to queue; its welcome gets the whole stage. */
const useful = computed(() => hasAlbums.value === true || queue.entries.value.length > 0);

export const queueShown = computed(() => useful.value && (isBroad.value ? beside.value : above.value));

export function toggleQueue(): void {
  if (isBroad.value) {
    beside.value = !beside.value;
    localStorage.setItem(OPEN_KEY, beside.value ? "open" : "closed");
  } else {
    above.value = !above.value;
  }
}

/** Closes the sheet; beside the stage the queue stays. */
export function closeSheet(): void {
  above.value = false;
}

export function startPanel(): void {
  broad.addEventListener("change", () => {
    isBroad.value = broad.matches;
    above.value = false;
  });
}
