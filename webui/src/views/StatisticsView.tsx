/** What this household hears: by day, and what it hears most; every song of it is a click away. */
import { useState } from "preact/hooks";

import { server } from "../api/server";
import type { Result } from "../api/types";
import { SongLine } from "../components/SongList";
import { formatMoment, formatPlaytime } from "../i18n/format";
import { t } from "../i18n/language";
import { roving } from "../keyboard/roving";
import { pathTo } from "../router/routes";
import { catalogueVersion } from "../state/library";
import { spell } from "../state/names";
import { track } from "../state/player";
import { DayPlot } from "./DayPlot";
import { HourPlot } from "./HourPlot";
import { later } from "./later";
import { useAnswer } from "../state/useAnswer";

type Listening = Result<"GetListeningStatistics">;
type Play = Result<"GetPlayHistory">[number];

const SoundPlot = later(async () => (await import("./SoundPlot")).SoundPlot);

const SPANS = [7, 30, 90, 365];
const SHOWN = 8;
const PAGE = 30;
/** From ten hours on nobody counts minutes. In seconds. */
const LONG = 36_000;

interface Ranked {
  key: number;
  name: string;
  path?: string;
  plays: number;
  seconds: number;
}

function Ranking({ title, entries }: { title: string; entries: readonly Ranked[] }) {
  const most = Math.max(1, ...entries.map(({ plays }) => plays));
  if (entries.length === 0) return null;
  return (
    <section class="plate">
      <h2>{title}</h2>
      <ol ref={roving} class="ranking">
        {entries.slice(0, SHOWN).map(({ key, name, path, plays, seconds }) => (
          <li key={key}>
            <span class="ranking-name">{path ? <a href={path}>{name}</a> : name}</span>
            <span class="ranking-value" title={formatPlaytime(seconds)}>
              {t.statistics.times(plays)}
            </span>
            <span class="ranking-bar" style={{ "--share": String(plays / most) }} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Overview({ listening, days }: { listening: Listening; days: number }) {
  return (
    <>
      <p class="statistics-sum">
        {t.statistics.plays(listening.plays)} · {formatPlaytime(listening.seconds)}
      </p>
      <section class="plate">
        <h2>{t.statistics.byDay}</h2>
        <DayPlot days={listening.days} span={days} />
      </section>
      <section class="plate">
        <h2>{t.statistics.byHour}</h2>
        <HourPlot hours={listening.hours} />
      </section>
      <div class="plates">
        <Ranking
          title={t.statistics.artists}
          entries={listening.artists.map(({ artist, plays, seconds }) => ({ key: artist.id, name: spell(artist.name), path: pathTo.artist(artist.id), plays, seconds }))}
        />
        <Ranking title={t.statistics.genres} entries={listening.genres.map(({ tag, plays, seconds }) => ({ key: tag.id, name: tag.name, path: pathTo.tag(tag.id), plays, seconds }))} />
      </div>
      <section class="plate">
        <h2>{t.statistics.songs}</h2>
        <ol ref={roving}>
          {listening.songs.slice(0, SHOWN).map((heard) => (
            <SongLine key={heard.song.id} placed={heard} end={t.statistics.times(heard.plays)} />
          ))}
        </ol>
      </section>
    </>
  );
}

/** How large the collection is. */
function Collection() {
  const { value } = useAnswer("GetCollectionStatistics", {}, catalogueVersion.value);
  if (!value) return <div class="sums skeleton" aria-busy="true" />;
  const { artists, albums, songs, videos, playtime } = value;
  const sums = [t.artistsCount(artists), t.albums(albums), t.songs(songs), ...(videos > 0 ? [t.statistics.videos(videos)] : []), playtime < LONG ? formatPlaytime(playtime) : t.statistics.hours(Math.round(playtime / 3600))];
  return (
    <ul class="sums">
      {sums.map((sum) => (
        <li key={sum}>{sum}</li>
      ))}
    </ul>
  );
}

function History() {
  const newest = useAnswer("GetPlayHistory", { limit: PAGE }, track.value?.song.id ?? 0);
  const [older, setOlder] = useState<readonly Play[]>([]);
  const plays = [...(newest.value ?? []), ...older];
  const unique = [...new Map(plays.map((play) => [play.playid, play])).values()];
  const last = unique.at(-1);
  const more = async () => {
    if (last) setOlder([...older, ...(await server.request("GetPlayHistory", { limit: PAGE, before: last.playid }))]);
  };
  if (!last) return null;
  return (
    <section class="plate">
      <h2>{t.statistics.history}</h2>
      <ol ref={roving}>
        {unique.map((play) => (
          <SongLine key={play.playid} placed={play} end={formatMoment(play.timestamp)} />
        ))}
      </ol>
      {unique.length % PAGE === 0 && (
        <button class="button" type="button" onClick={() => void more()}>
          {t.statistics.more}
        </button>
      )}
    </section>
  );
}

export function StatisticsView() {
  const [days, setDays] = useState(30);
  const { value } = useAnswer("GetListeningStatistics", { days }, track.value?.song.id ?? 0);
  return (
    <div class="page">
      <header class="section-head">
        <h1>{t.statistics.title}</h1>
        <label class="select">
          <span class="unseen">{t.statistics.span}</span>
          <select value={days} onChange={(event) => setDays(Number(event.currentTarget.value))}>
            {SPANS.map((span) => (
              <option key={span} value={span}>
                {t.statistics.days(span)}
              </option>
            ))}
          </select>
        </label>
      </header>
      <Collection />
      {value === null && <div aria-busy="true" class="skeleton skeleton-head" />}
      {value?.plays === 0 && (
        <div class="empty">
          <p>{t.statistics.none}</p>
          <p class="quiet">{t.statistics.noneText}</p>
        </div>
      )}
      {value !== null && value.plays > 0 && <Overview listening={value} days={days} />}
      <SoundPlot />
      <History />
    </div>
  );
}
