/** How much is heard in each hour of the week, as a table. Pure. */

export interface HourCells {
  /** Seconds by weekday (0 is Sunday) and hour. */
  cells: readonly (readonly number[])[];
  /** The most of all, at least 1. */
  most: number;
}

export function hourCells(hours: readonly { weekday: number; hour: number; seconds: number }[]): HourCells {
  const cells = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
  for (const { weekday, hour, seconds } of hours) {
    const row = cells[weekday];
    if (row && hour >= 0 && hour < 24) row[hour] = (row[hour] ?? 0) + seconds;
  }
  return { cells, most: Math.max(1, ...cells.flat()) };
}

type WithWeek = Intl.Locale & { getWeekInfo?: () => { firstDay: number }; weekInfo?: { firstDay: number } };

/** The weekdays (0 is Sunday) in the order this locale counts them; Monday first where nobody knows. */
export function weekFrom(tag: string): number[] {
  const known = new Intl.Locale(tag) as WithWeek;
  const first = (known.getWeekInfo?.() ?? known.weekInfo)?.firstDay ?? 1;
  return Array.from({ length: 7 }, (_, index) => (first + index) % 7);
}
