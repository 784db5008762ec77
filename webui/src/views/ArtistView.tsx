/** An artist: the albums in the order they came out, and the videos. */
import { AlbumTile } from "../components/AlbumTile";
import { WindowedGrid } from "../components/WindowedGrid";
import { t } from "../i18n/language";
import { artists, artistsById, fetchVideos } from "../state/library";
import { spell } from "../state/names";
import { MissingView } from "./MissingView";
import { GridSkeleton } from "./Skeletons";
import { useFetched } from "./useFetched";
import { VideoGrid } from "./VideosView";

export function ArtistView({ id }: { id: number }) {
  const videos = useFetched(id, fetchVideos);
  const entry = artistsById.value.get(id);
  if (!entry) return artists.value === null ? <GridSkeleton /> : <MissingView text={t.artist.missing} />;
  const name = spell(entry.artist.name);
  const shown = videos.state === "there" ? videos.value : [];
  return (
    <div class="page" data-testid="artist-page">
      <header class="section-head">
        <h1>{name}</h1>
        <span class="count">{t.albums(entry.albums.length)}</span>
      </header>
      <WindowedGrid
        count={entry.albums.length}
        label={t.artist.albums}
        keyOf={(index) => entry.albums[index]?.album.id ?? index}
        render={(index, tile) => {
          const album = entry.albums[index]?.album;
          return album && <AlbumTile shelf={{ album, artist: entry.artist }} sizes={`${Math.ceil(tile)}px`} withArtist={false} eager />;
        }}
      />
      {shown.length > 0 && (
        <section class="strip-section" aria-labelledby="videos">
          <h2 id="videos">{t.artist.videos}</h2>
          <VideoGrid videos={shown.map(({ video }) => ({ video, artist: entry.artist }))} />
        </section>
      )}
    </div>
  );
}
