/** What was done to files and names, newest first; each can be taken back. */
import { Undo2 } from "lucide";
import { useState } from "preact/hooks";

import { server } from "../api/server";
import type { Result } from "../api/types";
import { Icon } from "../components/Icon";
import { formatMoment } from "../i18n/format";
import { t } from "../i18n/language";
import { roving } from "../keyboard/roving";
import { catalogueVersion } from "../state/library";
import { tell } from "../state/messages";
import { spell } from "../state/names";
import { attempt, useAnswer } from "../state/useAnswer";

type Change = Result<"GetChanges">[number];

const PAGE = 50;

export function ChangesView() {
  const { value, assume, reload } = useAnswer("GetChanges", { limit: PAGE }, catalogueVersion.value);
  const [older, setOlder] = useState<readonly Change[]>([]);
  const changes = [...new Map([...(value ?? []), ...older].map((change) => [change.id, change])).values()];
  const last = changes.at(-1);
  const undo = async (change: Change) => {
    const undone = (each: Change) => (each.id === change.id ? { ...each, state: "undone", undoable: false } : each);
    assume((value ?? []).map(undone));
    if (await attempt("UndoChange", { changeid: change.id })) {
      setOlder(older.map(undone));
      tell(t.changes.undone(spell(change.title)));
    }
    reload();
  };
  const more = async () => {
    if (last) setOlder([...older, ...(await server.request("GetChanges", { limit: PAGE, before: last.id }))]);
  };
  return (
    <div class="page narrow">
      <header class="section-head">
        <h1>{t.changes.title}</h1>
      </header>
      {value?.length === 0 && (
        <div class="empty">
          <p>{t.changes.none}</p>
          <p class="quiet">{t.changes.noneText}</p>
        </div>
      )}
      <ol ref={roving} class="plate changes">
        {changes.map((change) => (
          <li key={change.id} class="change" data-undone={change.state !== "done"}>
            <span class="queue-names">
              <span class="change-title">{spell(change.title)}</span>
              <span class="queue-artist">{[formatMoment(change.created), (t.changes.states as Record<string, string>)[change.state] ?? ""].filter(Boolean).join(" · ")}</span>
            </span>
            {change.undoable && (
              <button class="button quiet-button" type="button" aria-label={`${t.changes.undo}: ${spell(change.title)}`} onClick={() => void undo(change)}>
                <Icon node={Undo2} size={18} />
                {t.changes.undo}
              </button>
            )}
          </li>
        ))}
      </ol>
      {changes.length > 0 && changes.length % PAGE === 0 && (
        <button class="button" type="button" onClick={() => void more()}>
          {t.changes.more}
        </button>
      )}
    </div>
  );
}
