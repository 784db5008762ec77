/** Moving an entry of the queue with finger or mouse: where it would land, and what to do when it is let go. */
import { signal } from "@preact/signals";

export interface Dragging {
  entryid: string;
  /** The entry it would stand behind. */
  afterid: string | null;
}

export const dragging = signal<Dragging | null>(null);

/** The entry after which a row would stand when it is let go at this height. The first row never moves. */
export function landingPlace(rows: readonly { entryid: string; middle: number }[], height: number): string | null {
  const above = rows.filter(({ middle }, index) => index === 0 || middle < height);
  return above.at(-1)?.entryid ?? null;
}

/** Where the rows of a list lie, in pixels of the window. */
export function rowsOf(list: Element): { entryid: string; middle: number }[] {
  return [...list.querySelectorAll<HTMLElement>("[data-entry]")].map((row) => {
    const { top, height } = row.getBoundingClientRect();
    return { entryid: row.dataset.entry ?? "", middle: top + height / 2 };
  });
}

/** Begins to drag; `drop` is called when the entry was let go somewhere else. */
export function beginDragging(event: PointerEvent, entryid: string, drop: (afterid: string) => void): void {
  const handle = event.currentTarget as HTMLElement;
  const list = handle.closest("[data-queue]");
  if (!list || event.button !== 0) return;
  event.preventDefault();
  handle.setPointerCapture(event.pointerId);
  dragging.value = { entryid, afterid: null };
  const move = ({ clientY }: PointerEvent) => (dragging.value = { entryid, afterid: landingPlace(rowsOf(list), clientY) });
  const end = (released: PointerEvent) => {
    handle.removeEventListener("pointermove", move);
    handle.removeEventListener("pointerup", end);
    handle.removeEventListener("pointercancel", end);
    const afterid = dragging.value?.afterid;
    dragging.value = null;
    if (released.type === "pointerup" && afterid && afterid !== entryid) drop(afterid);
  };
  handle.addEventListener("pointermove", move);
  handle.addEventListener("pointerup", end);
  handle.addEventListener("pointercancel", end);
}
