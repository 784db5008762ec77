/** The ways through the page: a rail beside the stage, icons where it is narrow, a bar at the foot of a phone. */
import { ChartColumn, Clapperboard, Disc3, House, type IconNode, Inbox, ListMusic, Music, Settings, Smile, Users } from "lucide";

import { t } from "../i18n/language";
import { formatNumber } from "../i18n/format";
import { roving } from "../keyboard/roving";
import { openCount } from "../inbox/inbox";
import { route } from "../router/router";
import { pathTo, type Route } from "../router/routes";
import { Icon } from "./Icon";

interface Entry {
  path: string;
  label: string;
  icon: IconNode;
  /** The views this entry stands for. */
  names: readonly Route["name"][];
  /** Only where there is room; on a phone it is found in the settings. */
  broad?: boolean;
}

function Item({ entry, count = 0 }: { entry: Entry; count?: number }) {
  const current = entry.names.includes(route.value.name);
  return (
    <li class={entry.broad ? "nav-broad" : undefined}>
      <a class="nav-item" href={entry.path} aria-current={current ? "page" : undefined} title={entry.label}>
        <Icon node={entry.icon} size={22} />
        <span class="nav-label">{entry.label}</span>
        {count > 0 && (
          <span class="nav-count" data-testid="inbox-count" aria-label={t.inboxCount(count)}>
            {formatNumber(count)}
          </span>
        )}
      </a>
    </li>
  );
}

export function Navigation() {
  const shelf: Entry[] = [
    { path: pathTo.home, label: t.nav.home, icon: House, names: ["home"] },
    { path: pathTo.artists, label: t.nav.artists, icon: Users, names: ["artists", "artist"], broad: true },
    { path: pathTo.albums, label: t.nav.albums, icon: Disc3, names: ["albums", "album"] },
    { path: pathTo.songs, label: t.nav.songs, icon: Music, names: ["songs", "song"], broad: true },
    { path: pathTo.videos, label: t.nav.videos, icon: Clapperboard, names: ["videos"], broad: true },
    { path: pathTo.moods, label: t.nav.moods, icon: Smile, names: ["moods", "tag"], broad: true },
    { path: pathTo.playlists, label: t.pages.playlists, icon: ListMusic, names: ["playlists", "playlist", "rules"] },
    { path: pathTo.statistics, label: t.pages.statistics, icon: ChartColumn, names: ["statistics"], broad: true },
  ];
  const inbox: Entry = { path: pathTo.inbox, label: t.nav.inbox, icon: Inbox, names: ["inbox"] };
  const settings: Entry = { path: pathTo.settings, label: t.pages.settings, icon: Settings, names: ["settings", "changes"] };
  return (
    <nav ref={roving} class="nav" aria-label={t.nav.label}>
      <a class="brand" href={pathTo.home} aria-label={t.name}>
        <svg class="brand-mark" viewBox="0 0 32 32" width="30" height="30" aria-hidden="true">
          <circle cx="16" cy="16" r="12" fill="none" stroke="currentColor" stroke-width="3.5" />
          <circle cx="16" cy="16" r="3.2" fill="currentColor" />
        </svg>
        <span class="brand-name">{t.name}</span>
      </a>
      <ul class="nav-list">
        {shelf.map((entry) => (
          <Item key={entry.path} entry={entry} />
        ))}
      </ul>
      <ul class="nav-list nav-below">
        <Item entry={inbox} count={openCount.value} />
        <Item entry={settings} />
      </ul>
    </nav>
  );
}
