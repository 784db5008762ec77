/** What in the music directory is not as the catalogue says: moved, missing, changed, new; each with a way to put it right. */
import { Copy, RefreshCw } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";

import { sentenceOf } from "../api/errors";
import { server } from "../api/server";
import { Icon } from "../components/Icon";
import { t } from "../i18n/language";
import { roving } from "../keyboard/roving";
import { NameAfter, NameBefore } from "../naming/Difference";
import { missingOf, type MovedKind, type MovedPaths, movesOf, type Scan } from "../repair/findings";
import { problem, scan, scanning, startScan } from "../repair/scan";
import { pathTo } from "../router/routes";
import { tell } from "../state/messages";
import { spell } from "../state/names";
import { tellChange } from "../state/undo";
import { attempt } from "../state/useAnswer";

const NOTHING: MovedPaths = { artists: [], albums: [], songs: [], videos: [] };
const SHOWN = 200;

/** Says what was done, with a way back, and looks what is left. */
function tellDone(text: string, changeid: number): void {
  tellChange(text, [changeid], () => void startScan());
  void startScan();
}

/** Accepts moves, with a way back. */
async function accept(moved: MovedPaths): Promise<void> {
  const before = scan.value;
  const gone = (kind: MovedKind, id: number) => moved[kind].some((each) => each.id === id);
  if (before) {
    const left = (kind: MovedKind) => before.moved[kind].filter(({ id }) => !gone(kind, id));
    scan.value = { ...before, moved: { artists: left("artists"), albums: left("albums"), songs: left("songs"), videos: left("videos") } };
  }
  try {
    tellDone(t.repair.accepted, await server.request("ApplyScan", { moved }));
  } catch (error) {
    scan.value = before;
    tell(sentenceOf(error));
  }
}

/** Takes an entry out of the catalogue, with a way back. */
async function forget(kind: MovedKind, id: number, path: string): Promise<void> {
  const ask = {
    artists: () => server.request("RemoveArtistEntry", { artistid: id }),
    albums: () => server.request("RemoveAlbumEntry", { albumid: id }),
    songs: () => server.request("RemoveSongEntry", { songid: id }),
    videos: () => server.request("RemoveVideoEntry", { videoid: id }),
  }[kind];
  try {
    tellDone(t.repair.forgotten(path), await ask());
  } catch (error) {
    tell(sentenceOf(error));
  }
}

async function importNew(kind: "album" | "video", path: string): Promise<void> {
  if (await attempt("InitiateMusicImport", { contenttype: kind, contentpath: path })) tell(t.repair.importing(spell(path)));
}

interface Changed {
  id: number;
  path: string;
  video: boolean;
}

/** Brings what the catalogue knows about files up to date. */
async function readAgain(files: readonly Changed[]): Promise<void> {
  let read = 0;
  for (const { id, path, video } of files) {
    const done = video ? await attempt("UpdateVideoEntry", { videoid: id, newpath: path }) : await attempt("UpdateSongEntry", { songid: id, newpath: path });
    if (done) read++;
  }
  if (read > 0) tell(t.repair.wasRead(read));
  void startScan();
}

interface RowProps {
  children: ComponentChildren;
  label: string;
  name: string;
  act: () => void;
}

function Row({ children, label, name, act }: RowProps) {
  return (
    <li class="change" data-testid="repair-row">
      <span class="queue-names">{children}</span>
      <button class="button quiet-button" type="button" aria-label={`${label}: ${name}`} onClick={act}>
        {label}
      </button>
    </li>
  );
}

function Group({ title, text, count, all, children }: { title: string; text: string; count: number; all?: { label: string; act: () => void }; children: ComponentChildren }) {
  if (count === 0) return null;
  return (
    <section class="plate repair-group">
      <h2>{title}</h2>
      <p class="quiet">{text}</p>
      <ul ref={roving}>{children}</ul>
      {all && count > 1 && (
        <button class="button" type="button" onClick={all.act}>
          {all.label}
        </button>
      )}
    </section>
  );
}

function Found({ found }: { found: Scan }) {
  const [moves, missing] = [movesOf(found), missingOf(found)];
  const movedTo = new Set(moves.map((each) => each.new));
  const fresh = [...found.newpaths.albums.map(({ path }) => ({ kind: "album" as const, path })), ...found.newpaths.videos.map(({ path }) => ({ kind: "video" as const, path }))].filter(({ path }) => !movedTo.has(path));
  const changed: Changed[] = [...found.changed.songs.map((each) => ({ ...each, video: false })), ...found.changed.videos.map((each) => ({ ...each, video: true }))];
  if (moves.length + missing.length + fresh.length + changed.length + found.problems.length === 0) return <p class="quiet">{t.repair.well}</p>;
  return (
    <>
      <Group title={t.repair.moved} text={t.repair.movedText} count={moves.length} all={{ label: t.repair.acceptAll, act: () => void accept(found.moved) }}>
        {moves.slice(0, SHOWN).map(({ kind, ...each }) => (
          <Row key={each.old} label={t.repair.accept} name={each.old} act={() => void accept({ ...NOTHING, [kind]: [each] })}>
            <bdi>
              <NameBefore before={each.old} after={each.new} />
            </bdi>
            <bdi>
              <NameAfter before={each.old} after={each.new} />
            </bdi>
          </Row>
        ))}
      </Group>
      <Group title={t.repair.missing} text={t.repair.missingText} count={missing.length}>
        {missing.slice(0, SHOWN).map(({ kind, id, path }) => (
          <Row key={path} label={t.repair.forget} name={path} act={() => void forget(kind, id, path)}>
            <bdi>{path}</bdi>
          </Row>
        ))}
      </Group>
      <Group title={t.repair.changed} text={t.repair.changedText} count={changed.length} all={{ label: t.repair.readAllAgain, act: () => void readAgain(changed) }}>
        {changed.slice(0, SHOWN).map((each) => (
          <Row key={each.path} label={t.repair.readAgain} name={each.path} act={() => void readAgain([each])}>
            <bdi>{each.path}</bdi>
          </Row>
        ))}
      </Group>
      <Group title={t.repair.fresh} text={t.repair.freshText} count={fresh.length}>
        {fresh.slice(0, SHOWN).map(({ kind, path }) => (
          <Row key={path} label={t.repair.import} name={path} act={() => void importNew(kind, path)}>
            <bdi>{path}</bdi>
          </Row>
        ))}
      </Group>
      <Group title={t.repair.problems} text="" count={found.problems.length}>
        {found.problems.slice(0, SHOWN).map((sentence) => (
          <li key={sentence} class="change">
            {sentence}
          </li>
        ))}
      </Group>
    </>
  );
}

export function RepairView() {
  useEffect(() => {
    void startScan();
    // What was added here, or by anybody, is no finding any more.
    return server.on("task", (_event, { task }) => task?.state === "importcomplete" && void startScan());
  }, []);
  return (
    <div class="page narrow">
      <header class="section-head">
        <h1>{t.repair.title}</h1>
        <a class="button quiet-button" href={pathTo.duplicates}>
          <Icon node={Copy} size={18} />
          {t.duplicates.title}
        </a>
        <button class="button quiet-button" type="button" disabled={scanning.value} onClick={() => void startScan()}>
          <Icon node={RefreshCw} size={18} />
          {t.repair.again}
        </button>
      </header>
      <p class="quiet" role="status">
        {scanning.value ? t.repair.scanning : (problem.value ?? "")}
      </p>
      {scan.value && <Found found={scan.value} />}
    </div>
  );
}
