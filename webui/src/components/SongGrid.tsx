/** Songs of a long list, one below the other; of 100,000 only those near the screen exist. A click plays. */
import { Play } from "lucide";
import type { ComponentChildren } from "preact";

import type { FoundSong } from "../api/types";
import { formatTime } from "../i18n/format";
import { t } from "../i18n/language";
import { pathTo } from "../router/routes";
import { carrying } from "../queue/bringing";
import { songMenu } from "../state/actions";
import { spell } from "../state/names";
import * as player from "../state/player";
import type { Shelf } from "../state/shelf";
import { Cover } from "./Cover";
import { rowsOf } from "./gridlayout";
import { Icon } from "./Icon";
import { MenuButton, withMenu } from "./Menu";
import { WindowedGrid } from "./WindowedGrid";

const ROWS = rowsOf(3.75);

function Row({ found, detail }: { found: FoundSong; detail: ComponentChildren }) {
  const { song, album, artist } = found;
  const name = spell(song.name);
  const current = player.track.value?.song.id === song.id;
  const items = () => songMenu(found);
  return (
    <div class="row" data-testid="song-row" data-dimmed={song.disabled === 1 || song.favorite < 0} aria-current={current ? "true" : undefined} {...withMenu(items)} {...carrying(() => [found])}>
      <button class="row-song" type="button" onClick={() => (current ? player.togglePlay() : player.playSongs([found]))}>
        <span class="row-cover">
          <Cover artworkpath={album.artworkpath} name={spell(album.name)} sizes="48px" />
          <span class="row-play" data-current={current}>
            {current ? (
              <span class="bars" data-moving={player.playing.value}>
                <i />
                <i />
                <i />
              </span>
            ) : (
              <Icon node={Play} size={18} />
            )}
          </span>
        </span>
        <span class="queue-names">
          <span class="unseen">{current ? t.album.playing : t.album.play}</span>
          <span class="row-name">{name}</span>
          <span class="queue-artist">{spell(artist.name)}</span>
        </span>
      </button>
      <a class="row-album" href={pathTo.album(album.id)}>
        {spell(album.name)}
      </a>
      <span class="row-detail time">{detail}</span>
      <span class="row-time time">{formatTime(song.playtime)}</span>
      <MenuButton name={name} items={items} />
    </div>
  );
}

interface SongGridProps {
  shelf: Shelf<FoundSong>;
  label: string;
  detail?: (found: FoundSong) => ComponentChildren;
  /** Whether the initials stand at the edge of the screen: only where the list is all there is. */
  initials?: boolean;
}

export function SongGrid({ shelf, label, detail = () => null, initials = false }: SongGridProps) {
  const ids = shelf.ids.value ?? [];
  return (
    <WindowedGrid
      count={ids.length}
      label={label}
      arrange={ROWS}
      letters={initials ? shelf.letters.value : []}
      look={(first, last) => shelf.want(first, last)}
      keyOf={(index) => ids[index] ?? index}
      render={(index) => {
        const found = shelf.at(index);
        return found ? <Row found={found} detail={detail(found)} /> : <div class="skeleton skeleton-row" aria-hidden="true" />;
      }}
    />
  );
}
