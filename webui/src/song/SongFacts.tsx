/** What is known about a song besides its name: how it sounds, its file, and when it was heard. */
import type { ComponentChildren } from "preact";

import type { SongView } from "../api/types";
import { formatBitrate, formatDecimal, formatMoment, formatNumber, formatTime } from "../i18n/format";
import { t } from "../i18n/language";
import { useAnalysis } from "../state/analysis";
import { track } from "../state/player";
import { useAnswer } from "../state/useAnswer";

function Facts({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="plate facts-plate">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

type ValueName = keyof typeof t.song.values;

/** Values people know by name come first, in this order; the rest by what the server calls it. */
function valueRows(values: Record<string, number | string | null>): [string, string][] {
  const names = t.song.values;
  const known = (Object.keys(names) as ValueName[]).filter((name) => values[name] !== undefined && values[name] !== null);
  const others = Object.keys(values).filter((name) => !(name in names) && values[name] !== null);
  const text = (name: string): string => {
    const value = values[name];
    if (typeof value === "string") return value;
    if (name === "bpm") return t.song.bpm(formatNumber(Math.round(value ?? 0)));
    if (name === "loudness") return t.song.lufs(formatNumber(Math.round((value ?? 0) * 10) / 10));
    return formatDecimal(value ?? 0);
  };
  return [...known.map((name): [string, string] => [names[name], text(name)]), ...others.sort().map((name): [string, string] => [name, text(name)])];
}

export function Sound({ songid }: { songid: number }) {
  const analysis = useAnalysis(songid);
  const rows = valueRows(analysis?.values ?? {});
  if (rows.length === 0) return null;
  return (
    <Facts title={t.song.sound}>
      <dl class="facts">
        {rows.map(([name, text]) => (
          <Fact key={name} name={name}>
            {text}
          </Fact>
        ))}
      </dl>
    </Facts>
  );
}

export function File({ view: { song, album } }: { view: SongView }) {
  return (
    <Facts title={t.song.file}>
      <dl class="facts">
        <Fact name={t.song.length}>{formatTime(song.playtime)}</Fact>
        {song.bitrate > 0 && <Fact name={t.song.bitrate}>{formatBitrate(song.bitrate)}</Fact>}
        <Fact name={t.song.format}>{song.path.slice(song.path.lastIndexOf(".") + 1).toUpperCase()}</Fact>
        {album.added > 0 && <Fact name={t.song.added}>{formatMoment(album.added)}</Fact>}
        <Fact name={t.song.path}>
          <code dir="auto">{song.path}</code>
        </Fact>
      </dl>
    </Facts>
  );
}

const SHOWN = 10;

export function Heard({ view: { song } }: { view: SongView }) {
  const plays = useAnswer("GetPlayHistory", { limit: SHOWN, songid: song.id }, track.value?.song.id ?? 0).value ?? [];
  return (
    <Facts title={t.song.heard}>
      {plays.length === 0 && <p class="quiet">{song.lastplayed > 0 ? formatMoment(song.lastplayed) : t.song.never}</p>}
      <ul class="moments">
        {plays.map(({ playid, timestamp, israndom }) => (
          <li key={playid}>
            <span class="time">{formatMoment(timestamp)}</span>
            {israndom && <span class="quiet">{t.settings.randy}</span>}
          </li>
        ))}
      </ul>
    </Facts>
  );
}
