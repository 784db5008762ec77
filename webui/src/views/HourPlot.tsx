/** When in the week music is heard: a row for each day, a cell for each hour. */
import { formatPlaytime } from "../i18n/format";
import { locale } from "../i18n/locale";
import { t } from "../i18n/language";
import { hourCells, weekFrom } from "./hourcells";

interface HourPlotProps {
  hours: readonly { weekday: number; hour: number; seconds: number }[];
}

/** 1970-01-04 was a Sunday. */
function dayName(weekday: number, style: "long" | "short"): string {
  return new Intl.DateTimeFormat(locale, { weekday: style, timeZone: "UTC" }).format(new Date(Date.UTC(1970, 0, 4 + weekday)));
}

function hourName(hour: number): string {
  return new Intl.DateTimeFormat(locale, { hour: "numeric", timeZone: "UTC" }).format(new Date(Date.UTC(1970, 0, 1, hour)));
}

export function HourPlot({ hours }: HourPlotProps) {
  const { cells, most } = hourCells(hours);
  const busiest = hours.reduce<HourPlotProps["hours"][number] | null>((found, each) => (found && found.seconds >= each.seconds ? found : each), null);
  const label = busiest ? t.statistics.busiest(dayName(busiest.weekday, "long"), hourName(busiest.hour)) : "";
  return (
    <figure class="hour-plot" role="img" aria-label={label}>
      {weekFrom(locale).map((weekday) => (
        <div key={weekday} class="hour-row">
          <span class="hour-day">{dayName(weekday, "short")}</span>
          {cells[weekday]!.map((seconds, hour) => (
            <span
              key={hour}
              class="hour-cell"
              data-heard={seconds > 0}
              style={{ "--share": String(Math.sqrt(seconds / most)) }}
              title={seconds > 0 ? t.statistics.hourValue(dayName(weekday, "long"), hourName(hour), formatPlaytime(seconds)) : undefined}
            />
          ))}
        </div>
      ))}
      <div class="hour-row hour-labels" aria-hidden="true">
        <span />
        {[0, 6, 12, 18].map((hour) => (
          <span key={hour}>{hourName(hour)}</span>
        ))}
      </div>
    </figure>
  );
}
