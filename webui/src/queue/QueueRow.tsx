/** One song of the queue. */
import { Dices, GripVertical, X } from "lucide";

import type { QueuedSong } from "../api/types";
import { Cover } from "../components/Cover";
import { Icon } from "../components/Icon";
import { withMenu } from "../components/Menu";
import { formatTime } from "../i18n/format";
import { t } from "../i18n/language";
import { songMenu } from "../state/actions";
import { announce, tell } from "../state/messages";
import { spell } from "../state/names";
import { jumpTo, queue } from "../state/player";
import { isProvisional } from "../state/songqueue";
import { beginDragging, dragging } from "./dragging";

interface RowProps {
  entry: QueuedSong;
  index: number;
  explain: (entry: QueuedSong) => void;
}

/** Takes a song out, with a way back to where it was. */
function takeOut(entry: QueuedSong): void {
  const entries = queue.entries.value;
  const before = entries[entries.indexOf(entry) - 1]?.entryid ?? "next";
  void queue.remove(entry.entryid);
  tell(t.queue.takenOut(spell(entry.song.name)), { label: t.playlists.undo, act: () => void queue.add([entry], before) });
}

/** A step up or down; the first row is the one behind the current song. */
function moveBy(entry: QueuedSong, index: number, step: 1 | -1): void {
  const after = queue.entries.value[step > 0 ? index + 1 : index - 2];
  if (!after) return;
  void queue.move(entry.entryid, after.entryid);
  announce(t.queue.movedTo(spell(entry.song.name), index + step));
}

/** What the list does not do itself: Delete takes the song out, with Alt the arrows move it. */
function onRowKey(event: KeyboardEvent, { entry, index }: RowProps): void {
  const step = ({ ArrowDown: 1, ArrowUp: -1 } as const)[event.key];
  if (event.key === "Delete") takeOut(entry);
  else if (event.altKey && step !== undefined) moveBy(entry, index, step);
  else return;
  event.preventDefault();
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
      onKeyDown={(event) => onRowKey(event, props)}
      {...withMenu(() => songMenu(entry))}
    >
      <span class="queue-grip" aria-hidden="true" onPointerDown={(event) => !pending && beginDragging(event, entry.entryid, (afterid) => void queue.move(entry.entryid, afterid))}>
        <Icon node={GripVertical} size={16} />
      </span>
      <button class="queue-song" type="button" disabled={pending} onClick={() => jumpTo(entry)} aria-description={t.queue.moveHint}>
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
      <button class="icon-button queue-remove" type="button" disabled={pending} aria-label={t.queue.remove(name)} onClick={() => takeOut(entry)}>
        <Icon node={X} size={16} />
      </button>
    </li>
  );
}
