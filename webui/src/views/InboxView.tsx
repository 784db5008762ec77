/** The inbox: everything that is on its way to the shelf, the same on every screen. */
import { Upload } from "lucide";

import { Choosers } from "../components/DropZone";
import { Icon } from "../components/Icon";
import { t } from "../i18n/language";
import { cards } from "../inbox/inbox";
import { InboxCard } from "../inbox/InboxCard";

export function InboxView() {
  const list = cards.value;
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
          <li key={card.key}>
            <InboxCard card={card} />
          </li>
        ))}
      </ul>
    </div>
  );
}
