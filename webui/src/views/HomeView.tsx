/** Home: what came last, then the whole shelf. A warm welcome while it is empty. */
import { useMemo, useState } from "preact/hooks";

import { AlbumTile } from "../components/AlbumTile";
import { Choosers } from "../components/DropZone";
import { WindowedGrid } from "../components/WindowedGrid";
import { t } from "../i18n/language";
import { albums, type AlbumOrder, artists, recentAlbums, sortAlbums } from "../state/library";
import { GridSkeleton } from "./Skeletons";

const ORDER_KEY = "musicdb.order";
/** A shelf one sees at a glance needs no extra row for what is new. */
const RECENT_FROM = 30;

function readOrder(): AlbumOrder {
  const stored = localStorage.getItem(ORDER_KEY);
  return stored && stored in t.home.orders ? (stored as AlbumOrder) : "artist";
}

export function Welcome() {
  return (
    <section class="welcome" data-testid="welcome">
      <svg class="welcome-art" viewBox="0 0 240 140" aria-hidden="true">
        <g fill="none" stroke="currentColor" stroke-width="1.5">
          <circle cx="150" cy="70" r="62" opacity=".25" />
          <circle cx="150" cy="70" r="50" opacity=".35" />
          <circle cx="150" cy="70" r="38" opacity=".5" />
          <circle cx="150" cy="70" r="20" />
        </g>
        <circle cx="150" cy="70" r="4" fill="currentColor" />
        <linearGradient id="sleeve" x1="0" y1="0" x2="1" y2="1">
          <stop class="welcome-from" offset="0" />
          <stop class="welcome-to" offset="1" />
        </linearGradient>
        <rect class="welcome-sleeve" x="28" y="8" width="124" height="124" rx="6" />
        <path fill="currentColor" opacity=".35" d="M28 126V96a62 62 0 0 1 40 36H34a6 6 0 0 1-6-6Z" />
        <circle fill="currentColor" cx="112" cy="48" r="17" opacity=".55" />
      </svg>
      <h1>{t.home.welcome}</h1>
      <p>{t.home.welcomeText}</p>
      <Choosers primary />
    </section>
  );
}

function Recent() {
  return (
    <section class="strip-section" aria-labelledby="recent">
      <h2 id="recent">{t.home.recent}</h2>
      <ul class="strip">
        {recentAlbums.value.map((shelf, index) => (
          <li key={shelf.album.id}>
            <AlbumTile shelf={shelf} sizes="(min-width: 1500px) 260px, 200px" eager={index < 8} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Orders({ order, choose }: { order: AlbumOrder; choose: (order: AlbumOrder) => void }) {
  return (
    <label class="select">
      <span class="unseen">{t.home.order}</span>
      <select value={order} onChange={(event) => choose(event.currentTarget.value as AlbumOrder)}>
        {Object.entries(t.home.orders).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

export function HomeView() {
  const [order, setOrder] = useState(readOrder);
  const sorted = useMemo(() => sortAlbums(albums.value, order), [albums.value, order]);
  if (artists.value === null) return <GridSkeleton />;
  if (sorted.length === 0) return <Welcome />;
  const choose = (next: AlbumOrder) => {
    setOrder(next);
    localStorage.setItem(ORDER_KEY, next);
  };
  return (
    <div class="page">
      <h1 class="unseen">{t.nav.home}</h1>
      {sorted.length >= RECENT_FROM && <Recent />}
      <section aria-labelledby="all">
        <header class="section-head">
          <h2 id="all">{t.home.all}</h2>
          <span class="count">{t.albums(sorted.length)}</span>
          <Orders order={order} choose={choose} />
        </header>
        <WindowedGrid
          count={sorted.length}
          label={t.home.all}
          keyOf={(index) => sorted[index]?.album.id ?? index}
          render={(index, tile) => {
            const shelf = sorted[index];
            return shelf && <AlbumTile shelf={shelf} sizes={`${Math.ceil(tile)}px`} eager={index < 12} />;
          }}
        />
      </section>
    </div>
  );
}
