/** One song of the queue. */
import { Dices, GripVertical, X } from "lucide";

import type { QueuedSong } from "../api/types";
import { Cover } from "../components/Cover";
import { Icon } from "../components/Icon";
import { withMenu } from "../components/Menu";
import { formatTime } from "../i18n/format";
import { t } from "../i18n/language";
import { songMenu } from "../state/actions";
import { announce } from "../state/messages";
import { spell } from "../state/names";
import { jumpTo, queue } from "../state/player";
import { isProvisional } from "../state/songqueue";
import { beginDragging, dragging } from "./dragging";

interface RowProps {
  entry: QueuedSong;
  index: number;
  explain: (entry: QueuedSong) => void;
}

function focusRow(list: Element | null, index: number): void {
  list?.querySelectorAll<HTMLElement>(".queue-song")[index]?.focus();
}

function moveBy(entry: QueuedSong, index: number, step: 1 | -1): number | null {
  const entries = queue.entries.value;
  const after = entries[step > 0 ? index + 1 : index - 2];
  if (!after) return null;
  void queue.move(entry.entryid, after.entryid);
  announce(t.queue.movedTo(spell(entry.song.name), index + step));
  return index + step;
}

/** Where the focus belongs after a key, or null when the key means nothing here. */
function actOnKey(event: KeyboardEvent, { entry, index }: RowProps): number | null {
  if (event.key === "Delete") {
    void queue.remove(entry.entryid);
    return index;
  }
  const step = ({ ArrowDown: 1, ArrowUp: -1 } as const)[event.key as "ArrowDown" | "ArrowUp"] as 1 | -1 | undefined;
  if (step === undefined) return null;
  return event.altKey ? moveBy(entry, index, step) : index + step;
}

function onRowKey(event: KeyboardEvent, row: RowProps): void {
  const list = (event.currentTarget as Element).closest("[data-queue]");
  const target = actOnKey(event, row);
  if (target === null) return;
  event.preventDefault();
  // The rows stand in their new order after the next paint. Row 0 here is the first behind the current song.
  requestAnimationFrame(() => focusRow(list, target - 1));
}

export function QueueRow(props: RowProps) {
  const { entry, explain } = props;
  const name = spell(entry.song.name);
  const pending = isProvisional(entry.entryid);
  const drag = dragging.value;
  return (
    <li
      class="queue-row"
      data-entry={entry.entryid}
      data-dragged={drag?.entryid === entry.entryid}
      data-landing={drag !== null && drag.afterid === entry.entryid && drag.entryid !== entry.entryid}
      data-testid="queue-row"
      {...withMenu(() => songMenu(entry))}
    >
      <span class="queue-grip" aria-hidden="true" onPointerDown={(event) => !pending && beginDragging(event, entry.entryid, (afterid) => void queue.move(entry.entryid, afterid))}>
        <Icon node={GripVertical} size={16} />
      </span>
      <button class="queue-song" type="button" disabled={pending} onKeyDown={(event) => onRowKey(event, props)} onClick={() => jumpTo(entry)} aria-description={t.queue.moveHint}>
        <Cover artworkpath={entry.album.artworkpath} name={spell(entry.album.name)} sizes="44px" />
        <span class="queue-names">
          <span class="queue-name">{name}</span>
          <span class="queue-artist">{spell(entry.artist.name)}</span>
        </span>
      </button>
      {entry.israndom && (
        <button class="icon-button queue-random" type="button" aria-label={`${name}: ${t.queue.byRandy}`} title={t.queue.byRandy} onClick={() => explain(entry)}>
          <Icon node={Dices} size={16} />
        </button>
      )}
      <span class="queue-time time">{formatTime(entry.song.playtime)}</span>
      <button class="icon-button queue-remove" type="button" disabled={pending} aria-label={t.queue.remove(name)} onClick={() => void queue.remove(entry.entryid)}>
        <Icon node={X} size={16} />
      </button>
    </li>
  );
}
