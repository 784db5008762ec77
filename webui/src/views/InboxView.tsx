/** The inbox: everything that is on its way to the shelf, the same on every screen. */
import { Upload } from "lucide";
import { useMemo } from "preact/hooks";

import { Choosers } from "../components/DropZone";
import { Icon } from "../components/Icon";
import { t } from "../i18n/language";
import type { Card } from "../inbox/card";
import { cards } from "../inbox/inbox";
import { InboxCard } from "../inbox/InboxCard";

/** So many naming forms are open by themselves; more would be a wall of fields. */
const FORMS_OPEN = 6;

/** A card that did not change is not even looked at. */
function Item({ card, opened }: { card: Card; opened: boolean }) {
  return useMemo(
    () => (
      <li>
        <InboxCard card={card} opened={opened} />
      </li>
    ),
    [card, opened],
  );
}

export function InboxView() {
  const list = cards.value;
  const naming = list.filter((card) => card.phase === "naming");
  const opened = new Set(naming.slice(0, FORMS_OPEN).map((card) => card.key));
  return (
    <div class="page inbox">
      <header class="section-head">
        <h1>{t.inbox.title}</h1>
      </header>
      <div class="inbox-door" data-empty={list.length === 0} data-testid="drop-zone">
        {list.length === 0 && (
          <>
            <Icon node={Upload} size={40} />
            <p class="inbox-door-title">{t.inbox.empty}</p>
            <p class="quiet">{t.inbox.emptyText}</p>
          </>
        )}
        <Choosers primary={list.length === 0} />
      </div>
      <ul class="cards">
        {list.map((card) => (
          <Item key={card.key} card={card} opened={opened.has(card.key)} />
        ))}
      </ul>
    </div>
  );
}
