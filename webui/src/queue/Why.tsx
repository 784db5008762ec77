/** Why a song is in the queue: what Randy thought when he chose it, in sentences. */
import { useEffect, useState } from "preact/hooks";

import { sentenceOf } from "../api/errors";
import { server } from "../api/server";
import type { Choice, QueuedSong } from "../api/types";
import { Dialog } from "../components/Dialog";
import { formatDecimal } from "../i18n/format";
import { t } from "../i18n/language";
import { roving } from "../keyboard/roving";
import { spell } from "../state/names";

function wordsOf(constraint: string): string {
  const known: Record<string, string> = t.why.rules;
  return known[constraint] ?? constraint;
}

function Rules({ title, names }: { title: string; names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul ref={roving} class="chips">
        {names.map((name) => (
          <li key={name} class="chip">
            {wordsOf(name)}
          </li>
        ))}
      </ul>
    </>
  );
}

function Reasons({ choice }: { choice: Choice }) {
  return (
    <>
      <p>{t.why.drawn(t.songs(choice.candidates), t.albums(choice.albums))}</p>
      <p>{t.why.weight(formatDecimal(choice.weight))}</p>
      <ul class="factors">
        {Object.entries(choice.factors).map(([name, factor]) => (
          <li key={name}>
            <span>{(t.why.factors as Record<string, string>)[name] ?? name}</span>
            <span class="time">× {formatDecimal(factor)}</span>
          </li>
        ))}
      </ul>
      <Rules title={t.why.met} names={choice.constraints} />
      <Rules title={t.why.relaxed} names={choice.relaxed} />
    </>
  );
}

export function Why({ entry, close }: { entry: QueuedSong; close: () => void }) {
  const [choice, setChoice] = useState<Choice | null | undefined>(undefined);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    server.request("GetChoiceExplanation", { entryid: entry.entryid }).then(
      (explanation) => setChoice(explanation.choice),
      (error: unknown) => setProblem(sentenceOf(error)),
    );
  }, [entry.entryid]);
  return (
    <Dialog title={t.why.title} close={close}>
      <p class="why-song">
        <strong>{spell(entry.song.name)}</strong> <span class="quiet">{spell(entry.artist.name)}</span>
      </p>
      {problem && <p role="alert">{problem}</p>}
      {choice === null && <p>{t.why.person}</p>}
      {choice && <Reasons choice={choice} />}
    </Dialog>
  );
}
