/** All artists, each with the newest cover and a glimpse of the others behind it. */
import { Cover } from "../components/Cover";
import { GridSkeleton, TileSkeleton } from "../components/Skeletons";
import { WindowedGrid } from "../components/WindowedGrid";
import type { Album, FoundArtist } from "../api/types";
import { t } from "../i18n/language";
import { pathTo } from "../router/routes";
import { spell } from "../state/names";
import { useArtists } from "../state/shelves";
import { paletteOf } from "../theme/room";
import { Welcome } from "./Welcome";

/** The other albums peek out behind the front one, as colored edges. */
function Stack({ behind }: { behind: readonly Album[] }) {
  return (
    <>
      {behind.slice(0, 2).map((album, index) => (
        <div key={album.id} class={`stack-edge stack-edge-${index}`} style={{ "--edge": paletteOf(album).background }} />
      ))}
    </>
  );
}

function ArtistTile({ found, sizes }: { found: FoundArtist; sizes: string }) {
  const name = spell(found.artist.name);
  const albums = [...found.albums].reverse();
  return (
    <a href={pathTo.artist(found.artist.id)} class="tile-link artist-tile" title={name} data-testid="artist-tile">
      <div class="tile-cover stack">
        <Stack behind={albums.slice(1)} />
        <Cover artworkpath={albums[0]?.artworkpath ?? ""} name={name} sizes={sizes} />
      </div>
      <span class="tile-name">{name}</span>
      <span class="tile-second">{t.albums(albums.length)}</span>
    </a>
  );
}

export function ArtistsView() {
  const shelf = useArtists();
  const ids = shelf.ids.value;
  if (ids === null) return <GridSkeleton />;
  if (ids.length === 0) return <Welcome />;
  return (
    <div class="page">
      <header class="section-head">
        <h1>{t.artists.title}</h1>
        <span class="count">{t.artistsCount(ids.length)}</span>
      </header>
      <WindowedGrid
        count={ids.length}
        label={t.artists.title}
        letters={shelf.letters.value}
        look={(first, last) => shelf.want(first, last)}
        keyOf={(index) => ids[index] ?? index}
        render={(index, tile) => {
          const found = shelf.at(index);
          return found ? <ArtistTile found={found} sizes={`${Math.ceil(tile)}px`} /> : <TileSkeleton />;
        }}
      />
    </div>
  );
}
