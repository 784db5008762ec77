/** An album in its own colors: the cover, the songs by disc, and what else the artist made. */
import { Heart, ImageUp, Mic, Palette, Pause, Play, TriangleAlert } from "lucide";
import { useEffect, useState } from "preact/hooks";

import { server } from "../api/server";
import type { AlbumView as AlbumRecord, Artist, FoundAlbum, SongEntry, SongView } from "../api/types";
import { AlbumStrip } from "../components/AlbumStrip";
import { Cover } from "../components/Cover";
import { Icon } from "../components/Icon";
import { MenuButton, withMenu } from "../components/Menu";
import { formatPlaytime, formatTime } from "../i18n/format";
import { t } from "../i18n/language";
import { roving } from "../keyboard/roving";
import { carrying } from "../queue/bringing";
import { pathTo } from "../router/routes";
import { albumMenu, songMenu } from "../state/actions";
import { fetchAlbum, seenAlbum } from "../state/library";
import { spell } from "../state/names";
import * as player from "../state/player";
import { paintRoom } from "../theme/room";
import { chooseCover, covering } from "../upload/cover";
import { later } from "./later";
import { MissingView } from "./MissingView";
import { MoodIcon } from "./MoodIcon";
import { SongsSkeleton } from "../components/Skeletons";
import { useFetched } from "./useFetched";

const AlbumEditor = later(async () => (await import("./AlbumEditor")).AlbumEditor, () => null);

/** What somebody has said about a song, in small. */
function Signs({ entry: { song, tags } }: { entry: SongEntry }) {
  const signs = [
    song.favorite > 0 && { icon: Heart, label: t.flags.love },
    song.liverecording === 1 && { icon: Mic, label: t.song.live },
    song.badaudio === 1 && { icon: TriangleAlert, label: t.song.badAudio },
  ].filter((sign) => sign !== false);
  return (
    <span class="song-signs">
      {tags.moods.map((mood) => (
        <span key={mood.id} title={mood.name}>
          <MoodIcon tag={mood} />
        </span>
      ))}
      {signs.map(({ icon, label }) => (
        <span key={label} role="img" aria-label={label} title={label}>
          <Icon node={icon} size={14} />
        </span>
      ))}
    </span>
  );
}

function SongRow({ view, entry }: { view: AlbumRecord; entry: SongEntry }) {
  const { song } = entry;
  const current = player.track.value?.song.id === song.id;
  const playing = current && player.playing.value;
  const name = spell(song.name);
  const items = () => songMenu({ song, album: view.album, artist: view.artist }, false);
  return (
    <li class="song-item" data-dimmed={song.disabled === 1 || song.favorite < 0} {...withMenu(items)} {...carrying(() => [{ song, album: view.album, artist: view.artist }])}>
      <button
        type="button"
        class="song"
        data-testid="song"
        aria-current={current ? "true" : undefined}
        onClick={() => (current ? player.togglePlay() : player.playAlbum(view, song.id))}
      >
        <span class="unseen">{current ? t.album.playing : t.album.play}</span>
        <span class="song-number time">
          {current ? (
            <span class="bars" data-moving={playing}>
              <i />
              <i />
              <i />
            </span>
          ) : (
            song.number || "·"
          )}
        </span>
        <span class="song-name">{name}</span>
        <Signs entry={entry} />
        <span class="song-time time">{formatTime(song.playtime)}</span>
      </button>
      <MenuButton name={name} items={items} />
    </li>
  );
}

function Discs({ view }: { view: AlbumRecord }) {
  const discs = view.cds.map((songs, index) => ({ number: index + 1, songs })).filter(({ songs }) => songs.length > 0);
  if (discs.length === 0) return <p class="quiet">{t.album.noSongs}</p>;
  return (
    <div ref={roving}>
      {discs.map(({ number, songs }) => (
        <section key={number} aria-label={t.album.disc(number)}>
          {discs.length > 1 && <h2 class="disc">{t.album.disc(number)}</h2>}
          <ol class="songs">
            {songs.map((entry) => (
              <SongRow key={entry.song.id} view={view} entry={entry} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function PlayButton({ view }: { view: AlbumRecord | null }) {
  const here = view !== null && player.track.value?.album.id === view.album.id;
  const playing = here && player.playing.value;
  return (
    <button
      class="button primary large"
      type="button"
      disabled={!view?.cds.some((songs) => songs.length > 0)}
      data-testid="play-album"
      onClick={() => {
        if (here) player.togglePlay();
        else if (view) player.playAlbum(view);
      }}
    >
      <Icon node={playing ? Pause : Play} size={20} />
      {playing ? t.player.pause : t.album.play}
    </button>
  );
}

async function fetchOthers(artistid: number): Promise<FoundAlbum[]> {
  const [found] = await server.request("GetSomeArtists", { artistids: [artistid] });
  return (found?.albums ?? []).map((album) => ({ album, artist: found!.artist }));
}

function MoreBy({ artist, albumid }: { artist: Artist; albumid: number }) {
  const fetched = useFetched(artist.id, fetchOthers);
  const others = fetched.state === "there" ? fetched.value.filter(({ album }) => album.id !== albumid) : [];
  return <AlbumStrip id="more" title={t.album.more(spell(artist.name))} albums={others} withArtist={false} />;
}

function Facts({ view }: { view: AlbumRecord }) {
  const songs = view.cds.flat();
  const facts = [
    view.album.release > 0 ? String(view.album.release) : "",
    t.songs(songs.length),
    formatPlaytime(songs.reduce((sum, { song }) => sum + song.playtime, 0)),
  ];
  return (
    <p class="album-facts">
      {facts.filter(Boolean).join(" · ")}
      {view.tags.genres.map((tag) => (
        <span key={tag.id}>
          {" · "}
          <a href={pathTo.tag(tag.id)}>{tag.name}</a>
        </span>
      ))}
    </p>
  );
}

export function AlbumView({ id }: { id: number }) {
  const [turn, setTurn] = useState(0);
  const [editing, edit] = useState(false);
  // What somebody says about a song on any screen is seen here, too.
  useEffect(() => server.on("announced", (name, result) => (name === "GetSong" || name === "GetAlbum") && (result as SongView | AlbumRecord).album.id === id && setTurn((now) => now + 1)), [id]);
  const fetched = useFetched(id, fetchAlbum, turn);
  const view = fetched.state === "there" ? fetched.value : null;
  const shelf = view ?? seenAlbum(id);
  const album = shelf?.album;
  useEffect(() => {
    if (album) paintRoom(album);
  }, [album]);
  useEffect(() => () => paintRoom(null), []);
  if (!shelf || !album) return fetched.state === "missing" ? <MissingView text={t.album.missing} /> : <div class="page" aria-busy="true" />;
  const name = spell(album.name);
  return (
    <article class="page album" data-testid="album-page">
      <div class="album-side">
        <div class="hero-cover" data-cover={album.id} data-cover-of={album.path} aria-busy={covering.value.has(album.path)}>
          <Cover artworkpath={album.artworkpath} name={name} sizes="(min-width: 1800px) 720px, (min-width: 900px) 40vw, 90vw" eager alt={t.album.cover(name)} />
          <button class="icon-button cover-button" type="button" aria-label={t.cover.another} title={t.cover.another} onClick={() => chooseCover(album.path)}>
            <Icon node={ImageUp} size={20} />
          </button>
        </div>
      </div>
      <div class="album-main">
        <header class="album-head">
          <h1>{name}</h1>
          <a class="album-artist" href={pathTo.artist(shelf.artist.id)}>
            {spell(shelf.artist.name)}
          </a>
          {view ? <Facts view={view} /> : <p class="album-facts">{"\u00a0"}</p>}
          <div class="album-actions">
            <PlayButton view={view} />
            {view && (
              <button class="icon-button" type="button" aria-label={t.albumEditor.title} title={t.albumEditor.title} onClick={() => edit(true)}>
                <Icon node={Palette} size={20} />
              </button>
            )}
            <MenuButton name={name} items={() => albumMenu(shelf)} />
          </div>
        </header>
        {view ? <Discs view={view} /> : <SongsSkeleton />}
      </div>
      {editing && view && <AlbumEditor view={view} close={() => edit(false)} />}
      <MoreBy artist={shelf.artist} albumid={album.id} />
    </article>
  );
}
