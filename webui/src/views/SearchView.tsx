/** Everything that was found for a text, with room for all of it. */
import { useState } from "preact/hooks";

import { AlbumStrip } from "../components/AlbumStrip";
import { Cover } from "../components/Cover";
import { GridSkeleton } from "../components/Skeletons";
import { SongLine } from "../components/SongList";
import type { FoundArtist, FoundSong } from "../api/types";
import { t } from "../i18n/language";
import { roving } from "../keyboard/roving";
import { pathTo } from "../router/routes";
import { Marked } from "../search/Marked";
import { catalogueVersion } from "../state/library";
import { spell } from "../state/names";
import { useAnswer } from "../state/useAnswer";
import { VideoGrid } from "./VideosView";

const LIMIT = 60;

function Songs({ id, title, songs }: { id: string; title: string; songs: readonly FoundSong[] }) {
  if (songs.length === 0) return null;
  return (
    <section class="strip-section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ol ref={roving} class="lines">
        {songs.map((found) => (
          <SongLine key={found.song.id} placed={found} />
        ))}
      </ol>
    </section>
  );
}

/** So many artists stand above the albums before somebody wants all of them. */
const FIRST_ARTISTS = 8;

function Artists({ text, artists }: { text: string; artists: readonly FoundArtist[] }) {
  const [all, showAll] = useState(false);
  const shown = all ? artists : artists.slice(0, FIRST_ARTISTS);
  return (
    <section class="strip-section" aria-labelledby="found-artists">
      <header class="strip-head">
        <h2 id="found-artists">{t.search.kinds.artist}</h2>
        {shown.length < artists.length && (
          <button class="button quiet-button" type="button" onClick={() => showAll(true)}>
            {t.artistsCount(artists.length)}
          </button>
        )}
      </header>
      <ul ref={roving} class="found-artists">
        {shown.map(({ artist, albums: own }) => (
          <li key={artist.id}>
            <a class="found-artist" href={pathTo.artist(artist.id)}>
              <Cover artworkpath={own.at(-1)?.artworkpath ?? ""} name={spell(artist.name)} sizes="64px" />
              <span class="queue-names">
                <span class="queue-name">
                  <Marked typed={text} name={spell(artist.name)} />
                </span>
                <span class="queue-artist">{t.albums(own.length)}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function SearchView({ text }: { text: string }) {
  const { value } = useAnswer("Find", { searchstring: text, limit: LIMIT }, catalogueVersion.value);
  if (!value) return <GridSkeleton />;
  const { artists, albums, songs, videos, lyrics } = value;
  const count = artists.length + albums.length + songs.length + videos.length + lyrics.length;
  return (
    <div class="page" data-testid="search-page">
      <header class="section-head">
        <h1>{t.search.titled(text)}</h1>
        <span class="count">{t.search.found(count)}</span>
      </header>
      {count === 0 && <p class="quiet">{t.search.none(text)}</p>}
      {artists.length > 0 && <Artists key={text} text={text} artists={artists} />}
      <AlbumStrip id="found-albums" title={t.search.kinds.album} albums={albums} eager />
      <Songs id="found-songs" title={t.search.kinds.song} songs={songs} />
      <Songs id="found-lyrics" title={t.search.kinds.lyrics} songs={lyrics} />
      {videos.length > 0 && (
        <section class="strip-section" aria-labelledby="found-videos">
          <h2 id="found-videos">{t.search.kinds.video}</h2>
          <VideoGrid videos={videos} />
        </section>
      )}
    </div>
  );
}
