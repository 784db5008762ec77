/** An artist in the colors of the latest album: its covers, what this household hears most, all albums, and the videos. */
import { Dices, Play } from "lucide";
import { useLayoutEffect } from "preact/hooks";

import type { Album, FoundArtist, Rule } from "../api/types";
import { AlbumTile } from "../components/AlbumTile";
import { Cover } from "../components/Cover";
import { Icon } from "../components/Icon";
import { MenuButton } from "../components/Menu";
import { GridSkeleton } from "../components/Skeletons";
import { SongLine } from "../components/SongList";
import { WindowedGrid } from "../components/WindowedGrid";
import { server } from "../api/server";
import { t } from "../i18n/language";
import { roving } from "../keyboard/roving";
import { pathTo } from "../router/routes";
import { artistMenu, playRule } from "../state/actions";
import { noteAlbum } from "../state/library";
import { spell } from "../state/names";
import { useSongs } from "../state/shelves";
import { hasArtwork } from "../state/urls";
import { paintRoom } from "../theme/room";
import { MissingView } from "./MissingView";
import { useFetched } from "./useFetched";
import { VideoGrid } from "./VideosView";

const SHOWN = 6;
/** Covers that lie on each other beside the name. */
const FANNED = 4;

async function fetchArtist(artistid: number): Promise<FoundArtist | null> {
  const [found] = await server.request("GetSomeArtists", { artistids: [artistid] });
  return found ?? null;
}

/** Names are compared without accents, so another artist may come along; whoever is meant is told by the id. */
function songsOf(name: string): Rule {
  return { match: "text", field: "artist", operator: "is", value: name };
}

function MostHeard({ found }: { found: FoundArtist }) {
  const heard: Rule = { match: "all", rules: [songsOf(found.artist.name), { match: "number", field: "playcount", operator: "atleast", value: 1 }] };
  const shelf = useSongs({ rule: heard, order: "playcount", descending: true });
  const songs = (shelf.ids.value ?? []).slice(0, SHOWN).flatMap((_, index) => shelf.at(index) ?? []);
  if (songs.length < 2) return null;
  return (
    <section class="strip-section" aria-labelledby="most-heard">
      <h2 id="most-heard">{t.artist.mostHeard}</h2>
      <ol ref={roving} class="lines lines-wide">
        {songs.map((song) => (
          <SongLine key={song.song.id} placed={song} />
        ))}
      </ol>
    </section>
  );
}

function Videos({ id, found }: { id: number; found: FoundArtist }) {
  const videos = useFetched(id, (artistid) => server.request("GetVideos", { artistid }));
  if (videos.state !== "there" || videos.value.length === 0) return null;
  return (
    <section class="strip-section" aria-labelledby="videos">
      <h2 id="videos">{t.artist.videos}</h2>
      <VideoGrid videos={videos.value.map(({ video }) => ({ video, artist: found.artist }))} />
    </section>
  );
}

/** The latest first; albums with a cover come before those without. */
function fanOf(albums: readonly Album[]): Album[] {
  const latest = [...albums].reverse();
  return [...latest.filter(({ artworkpath }) => hasArtwork(artworkpath)), ...latest.filter(({ artworkpath }) => !hasArtwork(artworkpath))].slice(0, FANNED);
}

function Fan({ albums }: { albums: readonly Album[] }) {
  return (
    <div class="artist-fan" style={{ "--count": String(albums.length) }}>
      {albums.map((album, index) => (
        <a key={album.id} class="artist-cover" href={pathTo.album(album.id)} aria-label={spell(album.name)} tabIndex={-1} style={{ "--place": String(index) }}>
          <Cover artworkpath={album.artworkpath} name={spell(album.name)} sizes="(min-width: 900px) 340px, 60vw" eager />
        </a>
      ))}
    </div>
  );
}

export function ArtistView({ id }: { id: number }) {
  const fetched = useFetched(id, fetchArtist);
  const found = fetched.state === "there" ? fetched.value : null;
  const fan = fanOf(found?.albums ?? []);
  const front = fan[0];
  useLayoutEffect(() => {
    if (front) paintRoom(front);
  }, [front?.id, front?.bgcolor]);
  useLayoutEffect(() => () => paintRoom(null), []);
  if (fetched.state === "loading") return <GridSkeleton />;
  if (!found) return <MissingView text={t.artist.missing} />;
  const { artist, albums } = found;
  const songs = albums.reduce((sum, album) => sum + album.numofsongs, 0);
  const years = [...new Set(albums.map(({ release }) => release).filter((year) => year > 0))];
  const span = years.length > 1 ? `${years[0]}–${years.at(-1)}` : years.join("");
  albums.forEach((album) => noteAlbum({ album, artist }));
  return (
    <div class="page" data-testid="artist-page">
      <header class="artist-head">
        <Fan albums={fan} />
        <div class="album-head">
          <h1>{spell(artist.name)}</h1>
          <p class="album-facts">{[t.albums(albums.length), t.songs(songs), span].filter(Boolean).join(" · ")}</p>
          <div class="album-actions">
            <button class="button primary large" type="button" onClick={() => void playRule(songsOf(artist.name), "library")}>
              <Icon node={Play} size={20} />
              {t.album.play}
            </button>
            <button class="button large" type="button" onClick={() => void playRule(songsOf(artist.name), "random")}>
              <Icon node={Dices} size={20} />
              {t.lists.shuffle}
            </button>
            <MenuButton name={spell(artist.name)} items={() => artistMenu(artist)} />
          </div>
        </div>
      </header>
      <MostHeard found={found} />
      <h2 class="artist-title">{t.artist.albums}</h2>
      <WindowedGrid
        count={albums.length}
        label={t.artist.albums}
        keyOf={(index) => albums[index]?.id ?? index}
        render={(index, tile) => {
          const album = albums[index];
          return album && <AlbumTile shelf={{ album, artist }} sizes={`${Math.ceil(tile)}px`} withArtist={false} eager />;
        }}
      />
      <Videos id={id} found={found} />
    </div>
  );
}
