/** Says what was done to the music, with a way back. */
import { t } from "../i18n/language";
import { tell } from "./messages";
import { attempt } from "./useAnswer";

/** Shows a sentence and offers to take changes back, the last one first. `after` follows, whether that worked or not. */
export function tellChange(text: string, changeids: readonly number[], after?: () => void): void {
  const undo = async () => {
    for (const changeid of changeids.toReversed()) if (!(await attempt("UndoChange", { changeid }))) break;
    after?.();
  };
  tell(text, { label: t.changes.undo, act: () => void undo() });
}
