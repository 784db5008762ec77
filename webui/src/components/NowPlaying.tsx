/** What plays now, in the colors of its album, at the foot of every view. */
import { Pause, Play, SkipBack, SkipForward, Volume2, VolumeX } from "lucide";
import { useState } from "preact/hooks";

import { formatPercent, formatTime } from "../i18n/format";
import { t } from "../i18n/language";
import { pathTo } from "../router/routes";
import { spell } from "../state/names";
import * as player from "../state/player";
import { wear } from "../theme/room";
import { Cover } from "./Cover";
import { Icon } from "./Icon";
import { Slider } from "./Slider";

function Controls() {
  const playing = player.playing.value;
  return (
    <div class="player-controls">
      <button class="icon-button player-previous" type="button" aria-label={t.player.previous} onClick={player.previous}>
        <Icon node={SkipBack} size={20} />
      </button>
      <button class="icon-button player-toggle" type="button" aria-label={playing ? t.player.pause : t.player.play} onClick={player.togglePlay}>
        <Icon node={playing ? Pause : Play} size={22} />
      </button>
      <button class="icon-button" type="button" aria-label={t.player.next} disabled={!player.hasNext.value} onClick={player.next}>
        <Icon node={SkipForward} size={20} />
      </button>
    </div>
  );
}

function Seek() {
  const [dragged, setDragged] = useState<number | null>(null);
  const total = player.duration.value;
  const at = dragged ?? player.position.value;
  return (
    <div class="player-seek">
      <span class="time" data-testid="player-position">
        {formatTime(at)}
      </span>
      <Slider
        label={t.player.seek}
        value={player.position.value}
        max={Math.max(total, 1)}
        step={1}
        text={(value) => t.player.at(formatTime(value), formatTime(total))}
        onChange={player.seek}
        onDrag={setDragged}
      />
      <span class="time" data-testid="player-duration">
        {formatTime(total)}
      </span>
    </div>
  );
}

function Volume() {
  const silent = player.muted.value || player.volume.value === 0;
  return (
    <div class="player-volume">
      <button class="icon-button" type="button" aria-label={player.muted.value ? t.player.unmute : t.player.mute} onClick={player.toggleMute}>
        <Icon node={silent ? VolumeX : Volume2} size={18} />
      </button>
      <Slider
        label={t.player.volume}
        value={player.muted.value ? 0 : player.volume.value}
        max={1}
        step={0.05}
        text={formatPercent}
        live
        onChange={player.setVolume}
      />
    </div>
  );
}

export function NowPlaying() {
  const track = player.track.value;
  if (!track) return null;
  const { song, album, artist } = track;
  const albumName = spell(album.name);
  return (
    <section class="player" aria-label={t.player.label} style={wear(album)} data-testid="player">
      <a class="player-what" href={pathTo.album(album.id)} aria-label={t.player.openAlbum(albumName)}>
        <Cover artworkpath={album.artworkpath} name={albumName} sizes="64px" eager />
        <span class="player-names">
          <span class="player-song" data-testid="player-song">
            {spell(song.name)}
          </span>
          <span class="player-artist">{spell(artist.name)}</span>
        </span>
      </a>
      <Controls />
      <Seek />
      <Volume />
    </section>
  );
}
