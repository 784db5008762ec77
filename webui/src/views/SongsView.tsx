/** All songs, in any order, as far as a filter lets them pass. */
import { ArrowDownNarrowWide, ArrowUpNarrowWide, Dices } from "lucide";

import type { FoundSong, Rule } from "../api/types";
import { Choice } from "../components/Choice";
import { Icon } from "../components/Icon";
import { RowsSkeleton } from "../components/Skeletons";
import { SongGrid } from "../components/SongGrid";
import { useStored } from "../components/stored";
import { formatDay, formatNumber } from "../i18n/format";
import { t } from "../i18n/language";
import { playRule } from "../state/actions";
import { useSongs } from "../state/shelves";
import { Welcome } from "./Welcome";

type Order = keyof typeof t.songsView.orders;
type Filter = keyof typeof t.songsView.filters;

const ORDERS: [Order, ...Order[]] = ["library", "title", "added", "lastplayed", "likes", "playtime", "release", "bpm", "key", "energy", "loudness", "range"];
/** What is looked for in such an order is mostly at its end. */
const FALLING = new Set<Order>(["added", "lastplayed", "likes", "release", "energy", "loudness"]);
const FILTERS: Record<Filter, Rule> = {
  all: { match: "all", rules: [] },
  loved: { match: "flag", flag: "loved", value: true },
  unheard: { match: "time", field: "lastplayed", operator: "never" },
  lyrics: { match: "flag", flag: "lyrics", value: true },
  disabled: { match: "any", rules: [{ match: "flag", flag: "disabled" }, { match: "flag", flag: "hated" }] },
};
const FILTER_NAMES = Object.keys(FILTERS) as [Filter, ...Filter[]];

/** What decides about the place of a song, as far as the row does not show it anyway. */
function detailOf(order: Order, { song, album }: FoundSong): string {
  if (order === "lastplayed") return song.lastplayed > 0 ? formatDay(new Date(song.lastplayed * 1000)) : t.songsView.never;
  if (order === "added") return album.added > 0 ? formatDay(new Date(album.added * 1000)) : "";
  if (order === "release") return album.release > 0 ? String(album.release) : "";
  return song.likes > 0 ? t.flags.likes(song.likes) : song.favorite > 0 ? "♥" : "";
}

export function SongsView() {
  const [order, chooseOrder] = useStored<Order>("musicdb.songs.order", ORDERS);
  const [turned, turn] = useStored("musicdb.songs.turned", ["no", "yes"]);
  const [filter, chooseFilter] = useStored<Filter>("musicdb.songs.filter", FILTER_NAMES);
  const descending = FALLING.has(order) !== (turned === "yes");
  const shelf = useSongs({ rule: FILTERS[filter], order, descending });
  const ids = shelf.ids.value;
  if (ids?.length === 0 && filter === "all") return <Welcome />;
  return (
    <div class="page">
      <header class="section-head">
        <h1>{t.nav.songs}</h1>
        <span class="count">{ids && formatNumber(ids.length)}</span>
        <span class="section-tools">
          <Choice label={t.songsView.filter} options={FILTER_NAMES.map((name) => [name, t.songsView.filters[name]])} value={filter} choose={chooseFilter} />
          <Choice label={t.home.order} options={ORDERS.map((name) => [name, t.songsView.orders[name]])} value={order} choose={chooseOrder} />
          <button class="icon-button" type="button" aria-label={t.songsView.turn} title={t.songsView.turn} aria-pressed={turned === "yes"} onClick={() => turn(turned === "yes" ? "no" : "yes")}>
            <Icon node={descending ? ArrowDownNarrowWide : ArrowUpNarrowWide} size={18} />
          </button>
          <button class="icon-button" type="button" aria-label={t.lists.shuffle} title={t.lists.shuffle} disabled={!ids?.length} onClick={() => void playRule(FILTERS[filter], "random")}>
            <Icon node={Dices} size={18} />
          </button>
        </span>
      </header>
      {ids === null && <RowsSkeleton />}
      {ids?.length === 0 && <p class="quiet">{t.lists.nothing}</p>}
      <SongGrid key={`${order} ${filter} ${descending}`} shelf={shelf} label={t.nav.songs} initials detail={(found) => detailOf(order, found)} />
    </div>
  );
}
