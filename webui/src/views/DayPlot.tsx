/** How much was heard on each day: one bar a day. */
import { formatDay, formatPlaytime } from "../i18n/format";
import { t } from "../i18n/language";
import { dayBars } from "./daybars";

interface DayPlotProps {
  days: readonly { day: string; plays: number; seconds: number }[];
  span: number;
}

const HEIGHT = 100;
const LABELS = 5;

export function DayPlot({ days, span }: DayPlotProps) {
  const bars = dayBars(days, span, new Date());
  const most = Math.max(1, ...bars.map(({ seconds }) => seconds));
  const labels = Array.from({ length: LABELS }, (_, index) => bars[Math.round((index * (bars.length - 1)) / (LABELS - 1))]!);
  const heard = bars.filter(({ plays }) => plays > 0);
  return (
    <figure class="day-plot">
      <svg viewBox={`0 0 ${bars.length} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {bars.map(({ date, plays, seconds }, index) => {
          const height = seconds > 0 ? Math.max(3, (seconds / most) * HEIGHT) : 1;
          return (
            <rect key={date.getTime()} class={seconds > 0 ? "day-bar" : "day-none"} x={index + 0.12} width={0.76} y={HEIGHT - height} height={height}>
              <title>{t.statistics.dayValue(formatDay(date), t.statistics.plays(plays), formatPlaytime(seconds))}</title>
            </rect>
          );
        })}
      </svg>
      <div class="day-labels" aria-hidden="true">
        {labels.map(({ date }) => (
          <span key={date.getTime()}>{formatDay(date)}</span>
        ))}
      </div>
      <ul class="unseen">
        {heard.map(({ date, plays, seconds }) => (
          <li key={date.getTime()}>{t.statistics.dayValue(formatDay(date), t.statistics.plays(plays), formatPlaytime(seconds))}</li>
        ))}
      </ul>
    </figure>
  );
}
