/** A playlist: its songs in their order, to be played, moved and taken out. */
import { Download, ListEnd, Play, SlidersHorizontal, Trash2 } from "lucide";

import { server } from "../api/server";
import type { Result } from "../api/types";
import { Icon } from "../components/Icon";
import { rowsOf } from "../components/gridlayout";
import { SongLine } from "../components/SongList";
import { WindowedGrid } from "../components/WindowedGrid";
import { formatPlaytime } from "../i18n/format";
import { t } from "../i18n/language";
import { navigate } from "../router/router";
import { pathTo } from "../router/routes";
import { catalogueVersion } from "../state/library";
import { announce, tell } from "../state/messages";
import { spell } from "../state/names";
import { playSongs } from "../state/player";
import { playlistVersion } from "../state/playlists";
import { MissingView } from "./MissingView";
import { GridSkeleton } from "../components/Skeletons";
import { attempt, useAnswer } from "../state/useAnswer";

type View = Result<"GetPlaylist">;

const ROWS = rowsOf(3.5);

/** Gives the playlist to the browser as a file. */
async function download({ playlist }: View): Promise<void> {
  const file = await server.request("ExportPlaylist", { playlistid: playlist.id });
  const url = URL.createObjectURL(new Blob([file.content], { type: "audio/x-mpegurl" }));
  Object.assign(document.createElement("a"), { href: url, download: file.filename }).click();
  URL.revokeObjectURL(url);
}

async function remove({ playlist }: View): Promise<void> {
  if (!(await attempt("DeletePlaylist", { playlistid: playlist.id }))) return;
  navigate(pathTo.playlists);
  tell(t.playlists.removed(playlist.name), { label: t.playlists.undo, act: () => void attempt("RestorePlaylist", { playlistid: playlist.id }) });
}

function Head({ view }: { view: View }) {
  const { playlist, entries } = view;
  const seconds = entries.reduce((sum, { song }) => sum + song.playtime, 0);
  return (
    <header class="album-head">
      <h1>{spell(playlist.name)}</h1>
      <p class="album-facts">{[playlist.rules ? t.playlists.smart : "", t.songs(view.total), entries.length > 0 ? formatPlaytime(seconds) : ""].filter(Boolean).join(" · ")}</p>
      {playlist.comment && <p>{playlist.comment}</p>}
      <div class="album-actions">
        <button class="button primary large" type="button" disabled={entries.length === 0} onClick={() => playSongs(entries)}>
          <Icon node={Play} size={20} />
          {t.playlists.play}
        </button>
        <button class="icon-button" type="button" aria-label={t.playlists.addToQueue} title={t.playlists.addToQueue} onClick={() => void attempt("AddPlaylistToQueue", { playlistid: playlist.id })}>
          <Icon node={ListEnd} size={20} />
        </button>
        {playlist.rules && (
          <a class="icon-button" href={pathTo.rules(playlist.id)} aria-label={t.rules.edit} title={t.rules.edit}>
            <Icon node={SlidersHorizontal} size={20} />
          </a>
        )}
        <button class="icon-button" type="button" aria-label={t.playlists.save} title={t.playlists.save} onClick={() => void download(view)}>
          <Icon node={Download} size={20} />
        </button>
        <button class="icon-button" type="button" aria-label={t.playlists.remove} title={t.playlists.remove} onClick={() => void remove(view)}>
          <Icon node={Trash2} size={20} />
        </button>
      </div>
    </header>
  );
}

export function PlaylistView({ id }: { id: number }) {
  const { value: view, missing, assume, reload } = useAnswer("GetPlaylist", { playlistid: id }, playlistVersion.value + catalogueVersion.value);
  if (missing) return <MissingView text={t.playlists.missing} />;
  if (!view) return <GridSkeleton />;
  const { entries } = view;
  const takeOut = async (index: number) => {
    const [entry, before] = [entries[index], entries[index - 1]];
    const entryid = entry?.entryid ?? null;
    if (!entry || entryid === null) return;
    assume({ ...view, entries: entries.filter((_, each) => each !== index), total: view.total - 1 });
    if (!(await attempt("RemoveFromPlaylist", { playlistid: id, entryids: [entryid] }))) {
      reload();
      return;
    }
    const back = { playlistid: id, songids: [entry.song.id], position: before?.entryid ?? "first" };
    tell(t.playlists.wasTakenOut(spell(entry.song.name)), { label: t.playlists.undo, act: () => void attempt("AddToPlaylist", back) });
  };
  const onRowKey = async (event: KeyboardEvent, index: number) => {
    if (event.key === "Delete") return takeOut(index);
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const entry = entries[index];
    const to = index + (step ?? 0);
    const entryid = entry?.entryid ?? null;
    if (!event.altKey || step === undefined || !entry || entryid === null || !entries[to]) return;
    event.preventDefault();
    const rest = entries.filter((each) => each !== entry);
    const position = to === 0 ? "first" : (rest[to - 1]?.entryid ?? "last");
    assume({ ...view, entries: [...rest.slice(0, to), entry, ...rest.slice(to)] });
    announce(t.queue.movedTo(spell(entry.song.name), to + 1));
    if (!(await attempt("MoveInPlaylist", { playlistid: id, entryids: [entryid], position }))) reload();
  };
  const line = (index: number) => {
    const entry = entries[index];
    if (!entry) return null;
    const removal = entry.entryid === null ? {} : { remove: { label: t.playlists.takeOut(spell(entry.song.name)), act: () => void takeOut(index) } };
    return <SongLine tag="div" placed={entry} play={() => playSongs(entries.slice(index))} onKeyDown={(event) => void onRowKey(event, index)} {...removal} />;
  };
  return (
    <div class="page narrow" data-testid="playlist-page">
      <Head view={view} />
      {entries.length === 0 && <p class="quiet">{t.playlists.empty}</p>}
      {entries.length > 0 && (
        <div class="plate playlist-songs">
          <WindowedGrid count={entries.length} label={view.playlist.name} arrange={ROWS} keyOf={(index) => entries[index]?.entryid ?? entries[index]?.song.id ?? index} render={line} />
        </div>
      )}
      {view.waiting.length > 0 && <p class="quiet">{t.playlists.waiting(view.waiting.length)}</p>}
    </div>
  );
}
