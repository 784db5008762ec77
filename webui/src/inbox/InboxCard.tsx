/** One album on its way: its picture, how far it is, and what a person can do about it. */
import { Pause, Play, X } from "lucide";
import { useEffect, useState } from "preact/hooks";

import { Icon } from "../components/Icon";
import { formatBytes, formatPercent, formatSpan, formatSpeed } from "../i18n/format";
import { t } from "../i18n/language";
import { NamingFormView } from "../naming/NamingFormView";
import { TogetherMark } from "../naming/Together";
import { pathTo } from "../router/routes";
import { removeCard, togglePause } from "./actions";
import type { Card, CardFile } from "./card";
import { CardPicture } from "./CardPicture";
import { CardProblems } from "./CardProblems";
import { CardVerdict } from "./CardVerdict";

const FILES_SHOWN = 200;
/** Estimates of the first moments jump about; this many bytes in, they can be believed. */
const ESTIMATE_FROM = 1 << 20;

function progressText(card: Card): string {
  if (card.total === 0 || card.phase === "done") return "";
  if (card.phase === "reading") return card.progress === null ? "" : formatPercent(card.progress);
  if (card.received < card.total) return t.inbox.progress(formatBytes(card.received), formatBytes(card.total));
  return formatBytes(card.total);
}

function Facts({ card }: { card: Card }) {
  const facts = [
    card.files.length > 0 ? t.files(card.files.length) : "",
    progressText(card),
    card.phase === "uploading" && card.speed > 0 ? formatSpeed(card.speed) : "",
    card.phase === "uploading" && card.remaining !== null && card.received > ESTIMATE_FROM ? t.inbox.remaining(formatSpan(card.remaining)) : "",
  ];
  return (
    <p class="card-facts time" data-testid="card-facts">
      {facts.filter(Boolean).join(" · ")}
    </p>
  );
}

function FileLine({ file }: { file: CardFile }) {
  return (
    <li data-failed={file.failed}>
      <bdi>{file.path}</bdi>
      <span class="time">{file.received >= file.size ? formatBytes(file.size) : formatPercent(file.received / file.size)}</span>
    </li>
  );
}

/** A thousand cards with a dozen files each are many lines; they are made when somebody looks. */
function Files({ files }: { files: readonly CardFile[] }) {
  const [opened, setOpened] = useState(false);
  return (
    <details class="card-files" onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>{t.inbox.details}</summary>
      <ul>
        {(opened ? files : []).slice(0, FILES_SHOWN).map((file) => (
          <FileLine key={file.path} file={file} />
        ))}
        {opened && files.length > FILES_SHOWN && <li class="quiet">{t.inbox.moreFiles(files.length - FILES_SHOWN)}</li>}
      </ul>
    </details>
  );
}

const MOVING = new Set<Card["phase"]>(["waiting", "uploading", "reading", "paused", "offline"]);
const REMOVABLE = new Set<Card["phase"]>(["waiting", "uploading", "reading", "paused", "offline", "orphaned", "examining", "failed", "nothing", "done"]);

function Actions({ card }: { card: Card }) {
  const waits = card.phase === "done" || card.phase === "nothing";
  return (
    <div class="card-actions">
      {card.phase === "done" && (
        <a class="button" href={card.albumid === null ? pathTo.videos : pathTo.album(card.albumid)} data-testid="open-finished">
          {card.albumid === null ? t.inbox.watch : t.inbox.listen}
        </a>
      )}
      {MOVING.has(card.phase) && card.group && (
        <button class="icon-button" type="button" aria-label={`${card.group.paused ? t.inbox.resume : t.inbox.pause}: ${card.title}`} onClick={() => togglePause(card)}>
          <Icon node={card.group.paused ? Play : Pause} size={18} />
        </button>
      )}
      {REMOVABLE.has(card.phase) && (
        <button
          class="icon-button"
          type="button"
          aria-label={`${waits ? t.inbox.dismiss : card.phase === "failed" ? t.inbox.remove : t.inbox.cancel}: ${card.title}`}
          onClick={() => void removeCard(card)}
        >
          <Icon node={X} size={18} />
        </button>
      )}
    </div>
  );
}

/** The form, or while other albums are named first a button that opens it. */
function Naming({ card, groupid, opened }: { card: Card; groupid: string; opened: boolean }) {
  const [wanted, setWanted] = useState(false);
  // A form that was open stays open; nobody wants it to close under the hands.
  useEffect(() => {
    if (opened) setWanted(true);
  }, [opened]);
  if (opened || wanted) return <NamingFormView card={card} groupid={groupid} remove={() => void removeCard(card)} />;
  return (
    <div class="card-more">
      <button class="button" type="button" data-testid="open-naming" onClick={() => setWanted(true)}>
        {t.naming.check}
      </button>
    </div>
  );
}

/** `together`: there are others that wait for their names, so some can be named at once. */
export function InboxCard({ card, opened, together }: { card: Card; opened: boolean; together: boolean }) {
  const name = <bdi>{card.title}</bdi>;
  return (
    <article class="card" data-phase={card.phase} data-testid="inbox-card" data-groupid={card.groupid ?? undefined} aria-label={card.title}>
      <CardPicture card={card} />
      <div class="card-text">
        <h2 class="card-title">{card.albumid === null ? name : <a href={pathTo.album(card.albumid)}>{name}</a>}</h2>
        {card.artist && <p class="card-artist">{card.artist}</p>}
        <p class="card-phase" data-testid="card-phase">
          {t.inbox.phase[card.phase]}
        </p>
        <Facts card={card} />
        {MOVING.has(card.phase) && <Files files={card.files} />}
      </div>
      <Actions card={card} />
      {together && card.groupid && <TogetherMark groupid={card.groupid} name={card.title} />}
      <CardVerdict card={card} />
      <CardProblems card={card} />
      {card.phase === "naming" && card.groupid && <Naming card={card} groupid={card.groupid} opened={opened} />}
    </article>
  );
}
