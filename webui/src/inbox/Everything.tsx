/** What concerns all uploads of this device: hold them, go on, take them back; and what was interrupted. */
import { Pause, Play, X } from "lucide";

import { Icon } from "../components/Icon";
import { t } from "../i18n/language";
import { cancelAll, pauseAll, resumeAll } from "./actions";
import type { Card } from "./card";
import { giveUp, goOn, interrupted } from "./interrupted";

const SENDING = new Set<Card["phase"]>(["waiting", "reading", "uploading", "paused", "offline"]);

export function Everything({ cards }: { cards: readonly Card[] }) {
  const sending = cards.filter(({ group, phase }) => group !== null && SENDING.has(phase));
  if (sending.length < 2) return null;
  const paused = sending.every(({ group }) => group?.paused);
  return (
    <div class="everything" role="group" aria-label={t.inbox.sending(sending.length)} data-testid="everything">
      <span class="quiet">{t.inbox.sending(sending.length)}</span>
      <button class="button quiet-button" type="button" onClick={paused ? resumeAll : pauseAll}>
        <Icon node={paused ? Play : Pause} size={18} />
        {paused ? t.inbox.resumeAll : t.inbox.pauseAll}
      </button>
      <button class="button quiet-button" type="button" onClick={() => void cancelAll(sending)}>
        <Icon node={X} size={18} />
        {t.inbox.cancelAll}
      </button>
    </div>
  );
}

export function Interrupted() {
  return (
    <>
      {interrupted.value.map((source) => {
        const name = source.handles.map((handle) => handle.name).join(", ");
        return (
          <div key={source.id} class="plate interrupted" role="group" aria-label={t.inbox.interrupted(name)} data-testid="interrupted">
            <p class="queue-names">
              <span class="change-title">{t.inbox.interrupted(name)}</span>
              <span class="queue-artist">{t.inbox.interruptedText}</span>
            </p>
            <button class="button quiet-button" type="button" onClick={() => giveUp(source)}>
              {t.inbox.giveUp}
            </button>
            <button class="button primary" type="button" onClick={() => void goOn(source, true)}>
              <Icon node={Play} size={18} />
              {t.inbox.goOn}
            </button>
          </div>
        );
      })}
    </>
  );
}
