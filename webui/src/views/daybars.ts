/** Which days a plot of listening shows: every one up to today, also those nobody heard anything on. */

export interface DayBar {
  date: Date;
  plays: number;
  seconds: number;
}

/** The date written YYYY-MM-DD, as a day of this place. */
function dayOf(text: string): Date {
  const [year, month, day] = text.split("-").map(Number);
  return new Date(year ?? 1970, (month ?? 1) - 1, day ?? 1);
}

function print(date: Date): string {
  const pad = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

/** `span` days, the last of them today or the last one that was heard on. */
export function dayBars(days: readonly { day: string; plays: number; seconds: number }[], span: number, today: Date): DayBar[] {
  const known = new Map(days.map((each) => [each.day, each]));
  const newest = days.map(({ day }) => day).sort().at(-1) ?? "";
  // The server may live in another time zone and be a day ahead.
  const end = newest > print(today) ? dayOf(newest) : today;
  return Array.from({ length: span }, (_, index) => {
    const date = new Date(end.getFullYear(), end.getMonth(), end.getDate() - (span - 1 - index));
    const heard = known.get(print(date));
    return { date, plays: heard?.plays ?? 0, seconds: heard?.seconds ?? 0 };
  });
}
