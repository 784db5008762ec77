/** The inbox: everything that is on its way to the shelf, the same on every screen. */
import { Upload } from "lucide";
import { useEffect, useMemo } from "preact/hooks";

import { Choosers } from "../components/DropZone";
import { Icon } from "../components/Icon";
import { t } from "../i18n/language";
import type { Card } from "../inbox/card";
import { Everything, Interrupted } from "../inbox/Everything";
import { cards } from "../inbox/inbox";
import { InboxCard } from "../inbox/InboxCard";
import { keepForms } from "../naming/forms";
import { Together } from "../naming/Together";

/** So many naming forms are open by themselves; more would be a wall of fields. */
const FORMS_OPEN = 6;
/** So many cards that only wait are shown; of a thousand albums nobody looks at the last one. */
const WAITING_SHOWN = 30;

/** A card that did not change is not even looked at. */
function Item({ card, opened, together }: { card: Card; opened: boolean; together: boolean }) {
  return useMemo(
    () => (
      <li>
        <InboxCard card={card} opened={opened} together={together} />
      </li>
    ),
    [card, opened, together],
  );
}

export function InboxView() {
  const all = cards.value;
  const waiting = all.filter(({ phase }) => phase === "waiting");
  const unseen = new Set(waiting.slice(WAITING_SHOWN));
  const naming = all.filter((card) => card.phase === "naming");
  const opened = new Set(naming.slice(0, FORMS_OPEN).map((card) => card.key));
  const groupids = naming.flatMap(({ groupid }) => groupid ?? []);
  useEffect(() => keepForms(new Set(groupids)), [groupids.join()]);
  return (
    <div class="page inbox">
      <header class="section-head">
        <h1>{t.inbox.title}</h1>
      </header>
      <div class="inbox-door" data-empty={all.length === 0} data-testid="drop-zone">
        {all.length === 0 && (
          <>
            <Icon node={Upload} size={40} />
            <p class="inbox-door-title">{t.inbox.empty}</p>
            <p class="quiet">{t.inbox.emptyText}</p>
          </>
        )}
        <Choosers primary={all.length === 0} />
      </div>
      <Interrupted />
      <Everything cards={all} />
      {groupids.length > 1 && <Together groupids={groupids} />}
      <ul class="cards">
        {all.map((card) => (unseen.has(card) ? null : <Item key={card.key} card={card} opened={opened.has(card.key)} together={card.phase === "naming" && groupids.length > 1} />))}
      </ul>
      {unseen.size > 0 && <p class="quiet more-wait">{t.inbox.moreWait(unseen.size)}</p>}
    </div>
  );
}
