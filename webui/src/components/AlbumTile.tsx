/** An album on the shelf: its cover, its name, who made it and when. */
import { Play } from "lucide";

import { t } from "../i18n/language";
import { pathTo } from "../router/routes";
import { albumMenu, withAlbum } from "../state/actions";
import { fetchAlbum, type ShelfAlbum } from "../state/library";
import { spell } from "../state/names";
import { carrying } from "../queue/bringing";
import { playSongs, songsOf } from "../state/player";
import { Cover } from "./Cover";
import { Icon } from "./Icon";
import { withMenu } from "./Menu";

interface AlbumTileProps {
  shelf: ShelfAlbum;
  sizes: string;
  /** On the page of an artist the name goes without saying. */
  withArtist?: boolean;
  eager?: boolean;
}

export function AlbumTile({ shelf, sizes, withArtist = true, eager = false }: AlbumTileProps) {
  const { album, artist } = shelf;
  const name = spell(album.name);
  const second = [withArtist ? spell(artist.name) : "", album.release > 0 ? String(album.release) : ""].filter(Boolean).join(" · ");
  return (
    <div class="tile" data-testid="album-tile" {...withMenu(() => albumMenu(shelf))} {...carrying(async () => songsOf(await fetchAlbum(album.id)))}>
      <a href={pathTo.album(album.id)} class="tile-link" title={name}>
        <div class="tile-cover" data-cover={album.id}>
          <Cover artworkpath={album.artworkpath} name={name} sizes={sizes} eager={eager} />
        </div>
        <span class="tile-name">{name}</span>
        <span class="tile-second">{second}</span>
      </a>
      <button class="tile-play" type="button" tabIndex={-1} aria-label={`${t.album.play}: ${name}`} onClick={() => void withAlbum(album.id, playSongs)}>
        <Icon node={Play} size={22} />
      </button>
    </div>
  );
}
