/** Naming several uploads at once: what they have in common, all their guesses, and adding what is ready. */
import { Check, CheckCheck } from "lucide";
import { useState } from "preact/hooks";

import { Icon } from "../components/Icon";
import { t } from "../i18n/language";
import { tell } from "../state/messages";
import { apart, loadedForms } from "./forms";

/** Marks a card as one of those that are named together. */
export function TogetherMark({ groupid, name }: { groupid: string; name: string }) {
  const marked = !apart.value.has(groupid);
  const change = () => {
    const next = new Set(apart.value);
    if (marked) next.add(groupid);
    else next.delete(groupid);
    apart.value = next;
  };
  return (
    <label class="together-mark">
      <input type="checkbox" checked={marked} aria-label={t.naming.mark(name)} onChange={change} />
    </label>
  );
}

async function addReady(groupids: readonly string[]): Promise<void> {
  let added = 0;
  for await (const form of loadedForms(groupids)) {
    await form.settle();
    if (!form.ready.peek()) continue;
    await form.submit();
    if (form.problem.peek() === null) added++;
  }
  tell(added === 0 ? t.naming.addedNone : t.naming.added(added));
}

export function Together({ groupids }: { groupids: readonly string[] }) {
  const [artist, setArtist] = useState("");
  const [year, setYear] = useState("");
  const [busy, setBusy] = useState(false);
  const marked = groupids.filter((groupid) => !apart.value.has(groupid));
  const work = async (act: () => Promise<void>) => {
    setBusy(true);
    await act();
    setBusy(false);
  };
  const apply = async () => {
    for await (const form of loadedForms(marked)) form.editAll(artist.trim(), year.trim());
  };
  const approve = async () => {
    for await (const form of loadedForms(marked)) form.approveAll();
  };
  const idle = !busy && marked.length > 0;
  return (
    <form
      class="plate together"
      aria-busy={busy}
      data-testid="together"
      onSubmit={(event) => {
        event.preventDefault();
        void work(apply);
      }}
    >
      <h2>{t.naming.together(t.albums(marked.length))}</h2>
      <p class="quiet">{t.naming.togetherText}</p>
      <div class="together-fields">
        <input class="cell" type="text" aria-label={t.naming.artist} placeholder={t.naming.artist} value={artist} onInput={(event) => setArtist(event.currentTarget.value)} />
        <input class="cell number" type="text" inputMode="numeric" aria-label={t.naming.year} placeholder={t.naming.year} value={year} onInput={(event) => setYear(event.currentTarget.value)} />
        <button class="button" type="submit" disabled={!idle || !(artist.trim() || year.trim())}>
          {t.naming.apply}
        </button>
        <button class="button" type="button" disabled={!idle} onClick={() => void work(approve)}>
          <Icon node={CheckCheck} size={18} />
          {t.naming.approveAll}
        </button>
        <button class="button primary" type="button" disabled={!idle} onClick={() => void work(() => addReady(marked))}>
          <Icon node={Check} size={18} />
          {t.naming.addReady}
        </button>
      </div>
    </form>
  );
}
