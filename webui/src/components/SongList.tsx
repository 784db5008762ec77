/** Songs of several albums, one below the other: a click plays, a menu offers the rest. */
import { X } from "lucide";
import type { ComponentChildren } from "preact";

import { formatTime } from "../i18n/format";
import { carrying } from "../queue/bringing";
import { songMenu } from "../state/actions";
import { spell } from "../state/names";
import { playSongs } from "../state/player";
import type { Placed } from "../state/songqueue";
import { Cover } from "./Cover";
import { Icon } from "./Icon";
import { MenuButton, withMenu } from "./Menu";

interface SongLineProps {
  placed: Placed;
  /** Why it is in the list, in a few words. */
  note?: string;
  /** What stands at the end instead of the playing time. */
  end?: ComponentChildren;
  play?: () => void;
  remove?: { label: string; icon?: ComponentChildren; act: () => void };
  onKeyDown?: (event: KeyboardEvent) => void;
  /** A windowed list has items of its own. */
  tag?: "li" | "div";
}

export function SongLine({ placed, note = "", end, play, remove, onKeyDown, tag: Tag = "li" }: SongLineProps) {
  const items = () => songMenu(placed);
  const name = spell(placed.song.name);
  return (
    <Tag class="line" data-testid="line" onKeyDown={onKeyDown} {...withMenu(items)} {...carrying(() => [placed])}>
      <button class="line-song" type="button" onClick={play ?? (() => playSongs([placed]))}>
        <Cover artworkpath={placed.album.artworkpath} name={spell(placed.album.name)} sizes="44px" />
        <span class="queue-names">
          <span class="queue-name">{name}</span>
          <span class="queue-artist">
            {spell(placed.artist.name)} · {spell(placed.album.name)}
          </span>
          {note && <span class="line-note">{note}</span>}
        </span>
        <span class="line-end time">{end ?? formatTime(placed.song.playtime)}</span>
      </button>
      {remove && (
        <button class="icon-button menu-button" type="button" aria-label={remove.label} title={remove.label} onClick={remove.act}>
          {remove.icon ?? <Icon node={X} size={16} />}
        </button>
      )}
      <MenuButton name={name} items={items} />
    </Tag>
  );
}
