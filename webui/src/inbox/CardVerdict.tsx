/** What the library says about the sound of an upload: it is there already, and which of the two is better. */
import { Copy } from "lucide";

import type { Task } from "../api/types";
import { Icon } from "../components/Icon";
import { t } from "../i18n/language";
import { pathTo } from "../router/routes";
import { spell } from "../state/names";
import { textOf } from "../state/taskboard";
import { attempt } from "../state/useAnswer";
import type { Card, CardFile } from "./card";
import { removeFile } from "./actions";

/** The annotation `duplicate` of a task. */
interface UploadVerdict {
  state: "unknown" | "new" | "owned" | "related";
  song: { songid: number; name: string; albumid: number; album: string; artist: string } | null;
  quality: "better" | "worse" | "equal" | null;
  reasons: string[];
}

const SHOWN = 5;

function verdictOf(task: Task): UploadVerdict | null {
  const verdict = task.annotations.duplicate as UploadVerdict | null | undefined;
  return verdict?.state === "owned" && verdict.song && textOf(task, "duplicatechoice") !== "keep" ? verdict : null;
}

/** The choice is kept with the upload, so that no other screen asks again. */
function keepAnyway(task: Task): void {
  void attempt("AnnotateUpload", { taskid: task.id, duplicatechoice: "keep", replaces: null });
}

interface Way {
  label: string;
  act: () => void;
}

/** What can be done, the suggestion first: the better file replaces the other one, of anything else one is enough. */
function waysOf(file: CardFile, task: Task, { song, quality }: UploadVerdict): Way[] {
  const stop = { label: t.verdict.stop, act: () => void removeFile(file) };
  const keep = { label: t.verdict.anyway, act: () => keepAnyway(task) };
  if (typeof task.annotations.replaces === "number") return [keep, stop];
  const replace = { label: t.verdict.replace, act: () => void attempt("ReplaceByUpload", { taskid: task.id, songid: song?.songid ?? 0 }) };
  if (task.contenttype !== "albumfile") return [stop, keep];
  return quality === "better" ? [replace, stop, keep] : [stop, keep, replace];
}

function Verdict({ file, task, verdict }: { file: CardFile; task: Task; verdict: UploadVerdict }) {
  const { song, quality, reasons } = verdict;
  if (!song) return null;
  const replaces = typeof task.annotations.replaces === "number";
  const name = file.path.slice(file.path.lastIndexOf("/") + 1);
  return (
    <li class="trouble" data-testid="card-verdict">
      <p>
        <strong>
          <Icon node={Copy} size={16} /> {t.verdict.owned} <a href={pathTo.album(song.albumid)}>{spell(song.album)}</a>
        </strong>{" "}
        <bdi>{name}</bdi> = {spell(song.artist)} – {spell(song.name)}
        {quality && <span class="verdict-quality"> {t.verdict.qualities[quality]}</span>}
        {reasons[0] && <span class="quiet"> {reasons[0]}</span>}
      </p>
      <div class="trouble-ways">
        {waysOf(file, task, verdict).map(({ label, act }, index) => (
          <button key={label} class={index === 0 && !replaces ? "button" : "button quiet-button"} type="button" aria-label={`${label}: ${name}`} onClick={act}>
            {label}
          </button>
        ))}
      </div>
      {(replaces || quality === "better") && <p class="quiet">{replaces ? t.verdict.willReplace : t.verdict.replaceKeeps}</p>}
    </li>
  );
}

export function CardVerdict({ card }: { card: Card }) {
  const found = card.files.flatMap((file) => {
    const verdict = file.task && verdictOf(file.task);
    return file.task && verdict ? [{ file, task: file.task, verdict }] : [];
  });
  if (found.length === 0) return null;
  return (
    <ul class="troubles">
      {found.slice(0, SHOWN).map(({ file, task, verdict }) => (
        <Verdict key={task.id} file={file} task={task} verdict={verdict} />
      ))}
      {found.length > SHOWN && <li class="quiet">{t.inbox.moreFiles(found.length - SHOWN)}</li>}
    </ul>
  );
}
