/** Buttons, time and loudness: the same in the bar and in the hero. */
import { Cast, Pause, Play, Radio, SkipBack, SkipForward, Volume2, VolumeX } from "lucide";
import { useState } from "preact/hooks";

import { Icon } from "../components/Icon";
import { type MenuItem, openBy } from "../components/Menu";
import { Slider } from "../components/Slider";
import { formatPercent, formatTime } from "../i18n/format";
import { t } from "../i18n/language";
import * as player from "../state/player";
import { Waveform } from "./Waveform";

export function Buttons({ size = 20 }: { size?: number }) {
  const playing = player.playing.value;
  return (
    <div class="player-controls">
      <button class="icon-button player-previous" type="button" aria-label={t.player.previous} onClick={player.previous}>
        <Icon node={SkipBack} size={size} />
      </button>
      <button class="icon-button player-toggle" type="button" aria-label={playing ? t.player.pause : t.player.play} onClick={player.togglePlay}>
        <Icon node={playing ? Pause : Play} size={size + 2} />
      </button>
      <button class="icon-button" type="button" aria-label={t.player.next} disabled={!player.hasNext.value} onClick={player.next}>
        <Icon node={SkipForward} size={size} />
      </button>
    </div>
  );
}

export function Seek() {
  const [dragged, setDragged] = useState<number | null>(null);
  const total = player.duration.value;
  const at = dragged ?? player.position.value;
  return (
    <div class="player-seek">
      <span class="time" data-testid="player-position">
        {formatTime(at)}
      </span>
      <Waveform
        songid={player.track.value?.song.id ?? 0}
        label={t.player.seek}
        position={player.position.value}
        duration={total}
        seek={player.seek}
        onDrag={setDragged}
      />
      <span class="time" data-testid="player-duration">
        {formatTime(total)}
      </span>
    </div>
  );
}

export function Volume() {
  const silent = player.muted.value || player.volume.value === 0;
  return (
    <div class="player-volume" data-idle={!player.audible.value}>
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

function outputs(): MenuItem[] {
  const here = player.output.value === "here";
  return [
    { label: t.output.here, icon: Volume2, checked: here, act: () => player.chooseOutput("here") },
    { label: t.output.stream, icon: Radio, checked: !here, act: () => player.chooseOutput("stream") },
    ...(here ? [] : [{ label: t.output.listen, icon: Cast, checked: player.stream.listening.value, act: player.toggleListening }]),
  ];
}

export function OutputButton() {
  const here = player.output.value === "here";
  const name = here ? t.output.here : t.output.stream;
  return (
    <button
      class="icon-button output"
      type="button"
      aria-haspopup="menu"
      aria-label={`${t.output.label}: ${name}`}
      title={`${t.output.label}: ${name}`}
      data-testid="output"
      data-stream={!here}
      onClick={(event) => openBy(event.currentTarget, outputs())}
    >
      <Icon node={here ? Cast : Radio} size={18} />
    </button>
  );
}

/** Why nothing is heard although it plays, with the way out. */
export function Unheard() {
  if (!player.unheard.value) return null;
  return (
    <p class="unheard" role="status">
      <span>{t.output.unheard}</span>
      <button class="button" type="button" onClick={player.toggleListening}>
        {t.output.listen}
      </button>
    </p>
  );
}
