/** A song in the colors of its album: how it goes, its words, what goes with it, and all that is known about it. */
import { Pause, Pencil, Play } from "lucide";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";

import type { SongView as SongRecord } from "../api/types";
import { Cover } from "../components/Cover";
import { Icon } from "../components/Icon";
import { MenuButton } from "../components/Menu";
import { RowsSkeleton } from "../components/Skeletons";
import { formatTime } from "../i18n/format";
import { t } from "../i18n/language";
import { Flags } from "../player/Flags";
import { Lyrics } from "../player/Lyrics";
import { Waveform } from "../player/Waveform";
import { pathTo } from "../router/routes";
import { File, Heard, Sound } from "../song/SongFacts";
import { Recording } from "../song/Recording";
import { LyricsEditor } from "../song/LyricsEditor";
import { HeardTogether, Similar } from "../song/SongRelations";
import { GenreTags, MoodButtons } from "../song/SongTags";
import { songMenu } from "../state/actions";
import { change, songView } from "../state/details";
import { spell } from "../state/names";
import * as player from "../state/player";
import { useAnswer } from "../state/useAnswer";
import { paintRoom } from "../theme/room";
import { later } from "./later";
import { MissingView } from "./MissingView";

const SongPath = later(async () => (await import("../song/SongPath")).SongPath, () => null);

function Seek({ view: { song, album, artist } }: { view: SongRecord }) {
  const current = player.track.value?.song.id === song.id;
  const duration = (current && player.duration.value) || song.playtime;
  const seek = (seconds: number) => {
    // A song that is not playing begins where one clicks.
    if (!current) player.playSongs([{ song, album, artist }]);
    player.seek(seconds);
  };
  return (
    <div class="song-seek">
      <Waveform songid={song.id} label={t.song.seek} position={current ? player.position.value : 0} duration={duration} seek={seek} />
      <span class="time">{formatTime(current ? player.position.value : 0)}</span>
      <span class="time">{formatTime(duration)}</span>
    </div>
  );
}

function Words({ songid }: { songid: number }) {
  const plain = useAnswer("GetSongLyrics", { songid });
  const [editing, edit] = useState(false);
  const lyrics = plain.value?.lyrics ?? "";
  return (
    <section class="plate words" aria-label={t.hero.lyrics}>
      <header class="plate-head">
        <h2>{t.hero.lyrics}</h2>
        {!editing && (
          <button class="icon-button" type="button" aria-label={t.song.editLyrics} title={t.song.editLyrics} onClick={() => edit(true)}>
            <Icon node={Pencil} size={16} />
          </button>
        )}
      </header>
      {editing ? (
        <LyricsEditor
          songid={songid}
          lyrics={lyrics}
          done={(saved) => {
            edit(false);
            if (saved !== null) plain.reload();
          }}
        />
      ) : (
        <Lyrics key={lyrics} songid={songid} bare />
      )}
      {!editing && lyrics === "" && <p class="quiet">{plain.value?.song.lyricsstate === 4 ? t.song.instrumental : t.hero.noLyrics}</p>}
    </section>
  );
}

function Switches({ view }: { view: SongRecord }) {
  const { song } = view;
  const switches = [
    { statistic: "disable", on: song.disabled === 1, label: t.song.disabled },
    { statistic: "liverecording", on: song.liverecording === 1, label: t.song.live },
    { statistic: "badaudio", on: song.badaudio === 1, label: t.song.badAudio },
  ] as const;
  return (
    <div class="song-switches">
      {switches.map(({ statistic, on, label }) => (
        <label key={statistic} class="switch">
          <input type="checkbox" role="switch" checked={on} onChange={() => change(view, { statistic, modifier: on ? "no" : "yes" })} />
          {label}
        </label>
      ))}
    </div>
  );
}

function Head({ view }: { view: SongRecord }) {
  const { song, album, artist } = view;
  const current = player.track.value?.song.id === song.id;
  const playing = current && player.playing.value;
  const name = spell(song.name);
  return (
    <header class="song-head">
      <a class="song-cover" href={pathTo.album(album.id)} data-cover={album.id} aria-label={t.player.openAlbum(spell(album.name))}>
        <Cover artworkpath={album.artworkpath} name={spell(album.name)} sizes="(min-width: 900px) 320px, 60vw" eager />
      </a>
      <div class="album-head">
        <h1>{name}</h1>
        <a class="album-artist" href={pathTo.artist(artist.id)}>
          {spell(artist.name)}
        </a>
        <p class="album-facts">
          <a href={pathTo.album(album.id)}>{spell(album.name)}</a>
          {album.release > 0 && ` · ${album.release}`}
        </p>
        <div class="album-actions">
          <button class="button primary large" type="button" onClick={() => (current ? player.togglePlay() : player.playSongs([view]))}>
            <Icon node={playing ? Pause : Play} size={20} />
            {playing ? t.player.pause : t.album.play}
          </button>
          <Flags all view={view} />
          <MenuButton name={name} items={() => songMenu(view)} />
        </div>
        <GenreTags view={view} editable />
      </div>
    </header>
  );
}

export function SongView({ id }: { id: number }) {
  const view = songView(id).value;
  const missing = useAnswer("GetSong", { songid: id }).missing;
  const album = view?.album;
  // Before anybody sees it: words in the colors of the view before could not be read.
  useLayoutEffect(() => {
    if (album) paintRoom(album);
  }, [album?.id, album?.bgcolor]);
  useEffect(() => () => paintRoom(null), []);
  if (!view) return missing ? <MissingView text={t.song.missing} /> : <RowsSkeleton />;
  return (
    <article class="page song-page" data-testid="song-page">
      <Head view={view} />
      <Seek view={view} />
      <div class="song-columns">
        <div>
          <section class="plate">
            <h2>{t.flags.moods}</h2>
            <MoodButtons view={view} />
            <Switches view={view} />
          </section>
          <Words songid={id} />
          <SongPath view={view} />
        </div>
        <div>
          <Similar view={view} />
          <Recording songid={id} />
          <HeardTogether songid={id} />
          <Sound songid={id} />
          <File view={view} />
          <Heard view={view} />
        </div>
      </div>
    </article>
  );
}
