/** The queue everybody shares: the current song on top, what comes next below. */
import { Dices, ListX, Radio, X } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";

import type { QueuedSong } from "../api/types";
import { Cover } from "../components/Cover";
import { Icon } from "../components/Icon";
import { withMenu } from "../components/Menu";
import { formatClock, formatPlaytime } from "../i18n/format";
import { t } from "../i18n/language";
import { roving } from "../keyboard/roving";
import { pathTo } from "../router/routes";
import { songMenu } from "../state/actions";
import { tell } from "../state/messages";
import { spell } from "../state/names";
import { position, queue } from "../state/player";
import { station, stopRadio } from "../state/radio";
import { wear } from "../theme/room";
import { receiving } from "./bringing";
import { dragging } from "./dragging";
import { closeSheet, isBroad, queueShown, toggleQueue } from "./panel";
import { QueueRow } from "./QueueRow";
import { Why } from "./Why";

/** As many rows as these at once; more come when somebody scrolls near the last one. */
const ROWS = 40;
const NEAR = "800px";

function Current({ entry, explain }: { entry: QueuedSong; explain: (entry: QueuedSong) => void }) {
  const name = spell(entry.song.name);
  return (
    <div class="queue-current" style={wear(entry.album)} data-entry={entry.entryid} data-testid="queue-current" {...withMenu(() => songMenu(entry))}>
      <a href={pathTo.album(entry.album.id)} aria-label={t.player.openAlbum(spell(entry.album.name))} onClick={closeSheet}>
        <Cover artworkpath={entry.album.artworkpath} name={spell(entry.album.name)} sizes="72px" eager />
      </a>
      <span class="queue-names">
        <span class="queue-label">{t.queue.current}</span>
        <span class="queue-name">{name}</span>
        <span class="queue-artist">{spell(entry.artist.name)}</span>
      </span>
      {entry.israndom && (
        <button class="icon-button queue-random" type="button" aria-label={`${name}: ${t.queue.byRandy}`} title={t.queue.byRandy} onClick={() => explain(entry)}>
          <Icon node={Dices} size={16} />
        </button>
      )}
    </div>
  );
}

/** How long it all takes, and when it ends if nobody interrupts it. */
function Length({ count, seconds }: { count: number; seconds: number }) {
  const left = Math.max(0, seconds - position.value);
  return <p class="count">{t.queue.until(t.songs(count), formatPlaytime(seconds), formatClock(Date.now() + left * 1000))}</p>;
}

function Head({ count, seconds }: { count: number; seconds: number }) {
  return (
    <header class="queue-head">
      <div>
        <h2>{t.queue.title}</h2>
        {count > 0 && <Length count={count} seconds={seconds} />}
      </div>
      <button class="icon-button" type="button" aria-label={t.queue.hide} title={t.queue.hide} onClick={toggleQueue}>
        <Icon node={X} size={18} />
      </button>
    </header>
  );
}

function RadioBar() {
  if (station.value === null) return null;
  return (
    <p class="queue-radio" data-testid="radio">
      <Icon node={Radio} size={16} />
      <span>{t.radio.around(station.value)}</span>
      <button class="icon-button" type="button" aria-label={t.radio.stop} title={t.radio.stop} onClick={stopRadio}>
        <Icon node={X} size={16} />
      </button>
    </p>
  );
}

function clear(): void {
  const following = queue.entries.value.slice(1);
  void queue.clear();
  tell(t.queue.cleared, { label: t.playlists.undo, act: () => void queue.add(following, "last") });
}

function Foot({ canClear }: { canClear: boolean }) {
  return (
    <footer class="queue-foot">
      <button class="button quiet-button" type="button" onClick={() => void queue.addRandom("last")}>
        <Icon node={Dices} size={18} />
        {t.queue.random}
      </button>
      <button class="button quiet-button" type="button" disabled={!canClear} onClick={clear}>
        <Icon node={ListX} size={18} />
        {t.queue.clear}
      </button>
    </footer>
  );
}

/** How many rows there are, and what stands behind the last of them. */
function useRows(count: number) {
  const [rows, setRows] = useState(ROWS);
  const end = useRef<HTMLParagraphElement>(null);
  const hidden = Math.max(0, count - rows);
  useEffect(() => {
    if (!end.current) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && setRows(rows + ROWS), { root: end.current.parentElement, rootMargin: NEAR });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [rows, hidden > 0]);
  return { rows, hidden, end };
}

function Songs() {
  const [explained, explain] = useState<QueuedSong | null>(null);
  const [current, ...following] = queue.entries.value;
  const { rows, hidden, end } = useRows(following.length);
  if (!current) {
    return (
      <div class="queue-empty">
        <p>{t.queue.empty}</p>
        <p class="quiet">{t.queue.emptyText}</p>
      </div>
    );
  }
  return (
    <div class="queue-songs" data-queue>
      <Current entry={current} explain={explain} />
      <ol ref={roving} class="queue-list" aria-label={t.queue.next}>
        {following.slice(0, rows).map((entry, index) => (
          <QueueRow key={entry.entryid} entry={entry} index={index + 1} explain={explain} />
        ))}
      </ol>
      {hidden > 0 && (
        <p ref={end} class="quiet queue-more">
          {t.inbox.moreFiles(hidden)}
        </p>
      )}
      {explained && <Why entry={explained} close={() => explain(null)} />}
    </div>
  );
}

export function QueuePanel() {
  const panel = useRef<HTMLElement>(null);
  const shown = queueShown.value;
  const sheet = !isBroad.value;
  useEffect(() => {
    if (!shown || !sheet) return;
    const opener = document.activeElement as HTMLElement | null;
    panel.current?.focus();
    return () => opener?.focus({ preventScroll: true });
  }, [shown, sheet]);
  if (!shown) return null;
  const entries = queue.entries.value;
  const seconds = entries.reduce((sum, { song }) => sum + song.playtime, 0);
  return (
    <>
      {sheet && <div class="queue-scrim" onClick={closeSheet} />}
      <aside
        ref={panel}
        class="queue"
        aria-label={t.queue.title}
        tabIndex={-1}
        data-testid="queue"
        data-receiving={dragging.value?.entryid === ""}
        {...receiving}
        onKeyDown={(event) => {
          if (event.key === "Escape") closeSheet();
        }}
      >
        <Head count={entries.length} seconds={seconds} />
        <Songs />
        <RadioBar />
        <Foot canClear={entries.length > 1} />
      </aside>
    </>
  );
}
