/** Songs and albums that are dragged from anywhere on the page into the queue. */
import { tell } from "../state/messages";
import { sentenceOf } from "../api/errors";
import { queue } from "../state/player";
import type { Placed } from "../state/songqueue";
import { dragging, landingPlace, rowsOf } from "./dragging";

type Load = () => Promise<readonly Placed[]> | readonly Placed[];

/** Tells our own things from files and links. */
const TYPE = "application/x-musicdb";
/** A finger holds an element to open its menu, not to drag it. */
const canDrag = typeof matchMedia === "function" && matchMedia("(pointer: fine)").matches;

let carried: Load | null = null;

/** What an element needs so that its songs can be dragged into the queue. */
export function carrying(load: Load) {
  return {
    draggable: canDrag,
    onDragStart: (event: DragEvent) => {
      if (!event.dataTransfer) return;
      carried = load;
      event.dataTransfer.setData(TYPE, "songs");
      event.dataTransfer.effectAllowed = "copyLink";
      event.stopPropagation();
    },
    onDragEnd: () => {
      carried = null;
      dragging.value = null;
    },
  };
}

function isOurs(event: DragEvent): boolean {
  return carried !== null && (event.dataTransfer?.types.includes(TYPE) ?? false);
}

async function bring(load: Load, afterid: string | null): Promise<void> {
  try {
    await queue.add(await load(), afterid ?? "last");
  } catch (error) {
    tell(sentenceOf(error));
  }
}

/** What the queue needs so that songs can be let go over it. */
export const receiving = {
  onDragOver: (event: DragEvent) => {
    if (!isOurs(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
    const list = (event.currentTarget as Element).querySelector("[data-queue]");
    dragging.value = { entryid: "", afterid: list && landingPlace(rowsOf(list), event.clientY) };
  },
  onDragLeave: (event: DragEvent) => {
    if (isOurs(event) && !(event.currentTarget as Element).contains(event.relatedTarget as Node | null)) dragging.value = null;
  },
  onDrop: (event: DragEvent) => {
    if (!isOurs(event) || !carried) return;
    event.preventDefault();
    const [load, afterid] = [carried, dragging.value?.afterid ?? null];
    dragging.value = null;
    void bring(load, afterid);
  },
};
