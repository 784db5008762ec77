/** A few albums of one kind, side by side. Nothing at all where there are none. */
import type { ComponentChildren } from "preact";

import type { FoundAlbum } from "../api/types";
import { noteAlbum } from "../state/library";
import { AlbumTile } from "./AlbumTile";
import { roving } from "../keyboard/roving";

interface AlbumStripProps {
  id: string;
  title: string;
  albums: readonly FoundAlbum[];
  withArtist?: boolean;
  eager?: boolean;
  /** Stands beside the title. */
  action?: ComponentChildren;
}

export function AlbumStrip({ id, title, albums, withArtist = true, eager = false, action }: AlbumStripProps) {
  if (albums.length === 0) return null;
  albums.forEach(noteAlbum);
  return (
    <section class="strip-section" aria-labelledby={id}>
      <header class="strip-head">
        <h2 id={id}>{title}</h2>
        {action}
      </header>
      <ul ref={roving} class="strip">
        {albums.map((found, index) => (
          <li key={found.album.id}>
            <AlbumTile shelf={found} sizes="(min-width: 1500px) 260px, 200px" withArtist={withArtist} eager={eager && index < 8} />
          </li>
        ))}
      </ul>
    </section>
  );
}
