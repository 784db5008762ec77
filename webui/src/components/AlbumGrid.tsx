/** Albums of a long list as a wall of covers. */
import type { FoundAlbum } from "../api/types";
import { noteAlbum } from "../state/library";
import type { Shelf } from "../state/shelf";
import { AlbumTile } from "./AlbumTile";
import { TileSkeleton } from "./Skeletons";
import { WindowedGrid } from "./WindowedGrid";

const EAGER = 12;

interface AlbumGridProps {
  shelf: Shelf<FoundAlbum>;
  label: string;
  withArtist?: boolean;
}

export function AlbumGrid({ shelf, label, withArtist = true }: AlbumGridProps) {
  const ids = shelf.ids.value ?? [];
  return (
    <WindowedGrid
      count={ids.length}
      label={label}
      letters={shelf.letters.value}
      look={(first, last) => shelf.want(first, last)}
      keyOf={(index) => ids[index] ?? index}
      render={(index, tile) => {
        const found = shelf.at(index);
        if (!found) return <TileSkeleton />;
        noteAlbum(found);
        return <AlbumTile shelf={found} sizes={`${Math.ceil(tile)}px`} eager={index < EAGER} withArtist={withArtist} />;
      }}
    />
  );
}
