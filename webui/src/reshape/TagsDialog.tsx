/** Tags inside of files: what shall stand there, then what would change in which file, and only then it is written. */
import { useEffect, useState } from "preact/hooks";

import { sentenceOf } from "../api/errors";
import { server } from "../api/server";
import type { AlbumView, Result, SongEntry } from "../api/types";
import { Dialog } from "../components/Dialog";
import { t } from "../i18n/language";
import { NameAfter, NameBefore } from "../naming/Difference";
import { fetchAlbum } from "../state/library";
import { spell } from "../state/names";
import { tellChange } from "../state/undo";
import { type TagTarget, retagging } from "./wishes";

type Plan = Result<"PlanTags">;
type Field = keyof typeof t.tags.fields;

/** Those an album has in common; the others differ from song to song. */
const SHARED: readonly Field[] = ["artist", "albumartist", "album", "date", "genre"];
const OWN: readonly Field[] = ["title", "tracknumber", "discnumber"];

function counted(number: number): string {
  return number > 0 ? String(number) : "";
}

/** What MusicDB shows of a song. Who plays it may differ from whose album it is, so that stays open. */
function shownOf({ album, artist }: AlbumView, { song, tags }: SongEntry): Record<Field, string> {
  return {
    title: spell(song.name),
    tracknumber: counted(song.number),
    discnumber: counted(song.cd),
    artist: "",
    albumartist: spell(artist.name),
    album: spell(album.name),
    date: counted(album.release),
    genre: tags.genres.map(({ name }) => name).join("; "),
  };
}

/** The tags to be written. An empty field leaves what is there. */
function changesOf(fields: Record<Field, string>): Record<string, string[]> {
  const filled = Object.entries(fields).map(([name, text]) => {
    const values = name === "genre" ? text.split(";") : [text];
    return [name, values.map((value) => value.trim()).filter(Boolean)] as const;
  });
  return Object.fromEntries(filled.filter(([, values]) => values.length > 0));
}

/** Writes one file after the other; says how many it were, even when one of them refuses. */
async function write(plans: readonly Plan[]): Promise<string | null> {
  const done: number[] = [];
  let problem: string | null = null;
  try {
    for (const plan of plans) done.push(await server.request("EditTags", { plan }));
  } catch (error) {
    problem = sentenceOf(error);
  }
  if (done.length > 0) tellChange(t.tags.written(done.length), done);
  return problem;
}

function Preview({ plans }: { plans: readonly Plan[] }) {
  return (
    <ol class="reshape-plan" data-testid="tag-plan">
      {plans.map(({ songid, path, changes }) => (
        <li key={songid}>
          <bdi class="quiet">{path}</bdi>
          {changes.map(({ name, old, new: fresh }) => {
            const [before, after] = [old.join("; "), fresh.join("; ")];
            return (
              <span key={name}>
                {t.tags.fields[name]}: <NameBefore before={before} after={after} /> → <NameAfter before={before} after={after} />
              </span>
            );
          })}
        </li>
      ))}
    </ol>
  );
}

export function TagsDialog({ target }: { target: TagTarget }) {
  const [view, setView] = useState<AlbumView | null>(null);
  const [typed, type] = useState<Partial<Record<Field, string>>>({});
  const [own, setOwn] = useState(true);
  const [plans, setPlans] = useState<readonly Plan[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => void fetchAlbum(target.albumid).then(setView, (error: unknown) => setProblem(sentenceOf(error))), []);
  const single = target.songid !== null;
  const entries = view?.cds.flat().filter(({ song }) => !single || song.id === target.songid) ?? [];
  const first = view && entries[0] ? shownOf(view, entries[0]) : null;
  const forget = () => {
    setPlans(null);
    setProblem(null);
  };
  const show = async () => {
    forget();
    try {
      const found: Plan[] = [];
      for (const entry of entries) {
        const fields = { ...shownOf(view!, entry), ...typed };
        for (const name of own ? [] : OWN) fields[name] = "";
        const plan = await server.request("PlanTags", { songid: entry.song.id, changes: changesOf(fields) });
        if (plan.changes.length > 0) found.push(plan);
      }
      setPlans(found);
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  const agree = async () => {
    const refused = await write(plans ?? []);
    if (refused === null) retagging.value = null;
    else {
      setPlans(null);
      setProblem(refused);
    }
  };
  return (
    <Dialog title={target.name} close={() => (retagging.value = null)}>
      <form
        class="album-editor"
        data-testid="retag"
        onSubmit={(event) => {
          event.preventDefault();
          void show();
        }}
      >
        {first &&
          [...(single ? OWN : []), ...SHARED].map((name) => (
            <label key={name} class="field">
              <span>{t.tags.fields[name]}</span>
              <input
                value={typed[name] ?? first[name]}
                onInput={(event) => {
                  type({ ...typed, [name]: event.currentTarget.value });
                  forget();
                }}
              />
            </label>
          ))}
        {!single && (
          <label class="switch">
            <input
              type="checkbox"
              role="switch"
              checked={own}
              onChange={(event) => {
                setOwn(event.currentTarget.checked);
                forget();
              }}
            />
            {t.tags.own}
          </label>
        )}
        {plans && <Preview plans={plans} />}
        <p class={problem ? "warning" : "quiet"} role="status">
          {problem ?? (plans?.length === 0 ? t.tags.nothing : t.tags.leave)}
        </p>
        <div class="dialog-ways">
          <button class="button" type="submit" disabled={!first} data-testid="show-tags">
            {t.reshape.show}
          </button>
          <button class="button primary" type="button" disabled={!plans?.length} onClick={() => void agree()} data-testid="write-tags">
            {t.tags.write(plans?.length ?? 0)}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
