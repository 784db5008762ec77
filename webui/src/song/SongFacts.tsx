/** What is known about a song besides its name: how it sounds, its file, and when it was heard. */
import type { ComponentChildren } from "preact";

import type { SongView } from "../api/types";
import { formatBitrate, formatMoment, formatNumber, formatPercent, formatTime } from "../i18n/format";
import { t } from "../i18n/language";
import { type SongAnalysis, useAnalysis, useHolding, useWaveform } from "../state/analysis";
import { track } from "../state/player";
import { attempt, useAnswer } from "../state/useAnswer";

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

type Values = SongAnalysis["values"];

const SURE = 0.8;
const LIKELY = 0.1;

/** What people know by name, in this order. What a machine is not sure of says so; what is next to nothing is not said. */
function valueRows(values: Values): [string, string, number | null][] {
  const { bpm, key, loudness, range, truepeak, energy, trackgain } = values;
  const names = t.song.values;
  const number = (value: number) => formatNumber(Math.round(value * 10) / 10);
  const rows: [string, string | false, number | null | undefined][] = [
    [names.bpm, typeof bpm === "number" && t.song.bpm(formatNumber(Math.round(bpm))), values.tempoconfidence],
    [names.key, typeof key === "string" && key, values.keyconfidence],
    [names.energy, typeof energy === "number" && formatPercent(energy), null],
    [names.loudness, typeof loudness === "number" && `${number(loudness)} LUFS`, null],
    [names.range, typeof range === "number" && `${number(range)} LU`, null],
    [names.truepeak, typeof truepeak === "number" && `${number(truepeak)} dBTP`, null],
    [names.gain, typeof trackgain === "number" && `${number(trackgain)} dB`, null],
  ];
  return rows.flatMap(([name, text, confidence]): [string, string, number | null][] =>
    text === false || (confidence ?? 1) < LIKELY ? [] : [[name, text, confidence ?? null]],
  );
}

export function Sound({ songid }: { songid: number }) {
  const analysis = useAnalysis(songid);
  const outline = useWaveform(songid);
  const holding = useHolding(analysis?.state === "waiting");
  if (!analysis) return null;
  const rows = valueRows(analysis.values);
  const { state, reason } = analysis;
  // What an older version has kept, or what is damaged, cannot be drawn.
  const worn = state === "done" && outline === null;
  return (
    <Facts title={t.song.sound}>
      <dl class="facts">
        {rows.map(([name, text, confidence]) => (
          <Fact key={name} name={name}>
            {text} {confidence !== null && confidence < SURE && <span class="fact-guess">{t.song.sure(formatPercent(confidence))}</span>}
          </Fact>
        ))}
      </dl>
      {analysis.values.truncated && <p class="warning">{t.song.truncated}</p>}
      {state === "failed" && <p class="quiet">{reason ?? t.song.states.failed}</p>}
      {rows.length === 0 && state !== "failed" && <p class="quiet">{t.song.states[state]}</p>}
      {holding !== null && <p class="quiet">{holding}</p>}
      {worn && <p class="quiet">{t.song.worn}</p>}
      {(worn || state === "unknown" || state === "failed") && (
        <button class="button" type="button" onClick={() => void attempt("AnalyseSongs", { songids: [songid] })}>
          {worn ? t.song.listenAgain : t.song.listen}
        </button>
      )}
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
