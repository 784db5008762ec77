/** All artists, each with the newest cover and a glimpse of the others behind it. */
import { Cover } from "../components/Cover";
import { WindowedGrid } from "../components/WindowedGrid";
import type { Album, ArtistEntry } from "../api/types";
import { t } from "../i18n/language";
import { pathTo } from "../router/routes";
import { artists } from "../state/library";
import { spell } from "../state/names";
import { paletteOf } from "../theme/room";
import { GridSkeleton } from "./Skeletons";
import { Welcome } from "./HomeView";

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

function ArtistTile({ entry, sizes }: { entry: ArtistEntry; sizes: string }) {
  const name = spell(entry.artist.name);
  const albums = entry.albums.map(({ album }) => album).reverse();
  const front = albums[0];
  return (
    <a href={pathTo.artist(entry.artist.id)} class="tile-link artist-tile" title={name} data-testid="artist-tile">
      <div class="tile-cover stack">
        <Stack behind={albums.slice(1)} />
        <Cover artworkpath={front?.artworkpath ?? ""} name={name} sizes={sizes} />
      </div>
      <span class="tile-name">{name}</span>
      <span class="tile-second">{t.albums(albums.length)}</span>
    </a>
  );
}

export function ArtistsView() {
  const list = artists.value;
  if (list === null) return <GridSkeleton />;
  if (list.length === 0) return <Welcome />;
  return (
    <div class="page">
      <header class="section-head">
        <h1>{t.artists.title}</h1>
      </header>
      <WindowedGrid
        count={list.length}
        label={t.artists.title}
        keyOf={(index) => list[index]?.artist.id ?? index}
        render={(index, tile) => {
          const entry = list[index];
          return entry && <ArtistTile entry={entry} sizes={`${Math.ceil(tile)}px`} />;
        }}
      />
    </div>
  );
}
