/** All albums as a wall of covers. */
import { AlbumGrid } from "../components/AlbumGrid";
import { Choice } from "../components/Choice";
import { GridSkeleton } from "../components/Skeletons";
import { useStored } from "../components/stored";
import { t } from "../i18n/language";
import { type AlbumWish, useAlbums } from "../state/shelves";
import { Welcome } from "./Welcome";

type Order = keyof typeof t.albumsView.orders;

const ORDERS = {
  artist: { order: "artist" },
  name: { order: "name" },
  release: { order: "release", descending: true },
  added: { order: "added", descending: true },
  lastplayed: { order: "lastplayed", descending: true },
  random: { order: "random" },
} as const satisfies Record<Order, AlbumWish>;
const NAMES = Object.keys(ORDERS) as [Order, ...Order[]];

export function AlbumsView() {
  const [order, choose] = useStored("musicdb.order", NAMES);
  const shelf = useAlbums(ORDERS[order]);
  const ids = shelf.ids.value;
  if (ids === null) return <GridSkeleton />;
  if (ids.length === 0) return <Welcome />;
  return (
    <div class="page">
      <header class="section-head">
        <h1>{t.nav.albums}</h1>
        <span class="count">{t.albums(ids.length)}</span>
        <Choice label={t.home.order} options={NAMES.map((name) => [name, t.albumsView.orders[name]])} value={order} choose={choose} />
      </header>
      <AlbumGrid shelf={shelf} label={t.nav.albums} />
    </div>
  );
}
