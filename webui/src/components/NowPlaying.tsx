/** What plays now, in the colors of its album, at the foot of every view. A click on it fills the screen with it. */
import { ListMusic } from "lucide";

import { t } from "../i18n/language";
import { Buttons, OutputButton, Seek, Unheard, Volume } from "../player/Controls";
import { Flags } from "../player/Flags";
import { heroShown } from "../player/hero";
import { queueShown, toggleQueue } from "../queue/panel";
import { songMenu } from "../state/actions";
import { spell } from "../state/names";
import * as player from "../state/player";
import { wear } from "../theme/room";
import { Cover } from "./Cover";
import { Icon } from "./Icon";
import { withMenu } from "./Menu";

function QueueButton() {
  const label = queueShown.value ? t.queue.hide : t.queue.show;
  return (
    <button class="icon-button player-queue" type="button" aria-label={label} title={label} aria-expanded={queueShown.value} data-testid="queue-button" onClick={toggleQueue}>
      <Icon node={ListMusic} size={20} />
    </button>
  );
}

export function NowPlaying() {
  const track = player.track.value;
  if (!track) return null;
  const { song, album, artist } = track;
  return (
    <section class="player" aria-label={t.player.label} style={wear(album)} data-testid="player">
      <div class="player-start">
        <button class="player-what" type="button" aria-label={`${spell(song.name)}: ${t.hero.open}`} onClick={() => (heroShown.value = true)} {...withMenu(() => songMenu(track))}>
          <Cover artworkpath={album.artworkpath} name={spell(album.name)} sizes="64px" eager />
          <span class="player-names">
            <span class="player-song" data-testid="player-song">
              {spell(song.name)}
            </span>
            <span class="player-artist">{spell(artist.name)}</span>
          </span>
        </button>
        <Flags />
      </div>
      <div class="player-middle">
        <Buttons />
        <Seek />
      </div>
      <div class="player-end">
        <OutputButton />
        <Volume />
        <QueueButton />
      </div>
      <Unheard />
    </section>
  );
}
