/** Every day has its bar. */
import { expect, test } from "vitest";

import { dayBars } from "./daybars";

test("days without music are there, too", () => {
  const bars = dayBars([{ day: "2026-03-01", plays: 2, seconds: 60 }], 4, new Date(2026, 2, 2, 23));
  expect(bars.map(({ date, plays }) => [date.getMonth() + 1, date.getDate(), plays])).toEqual([
    [2, 27, 0],
    [2, 28, 0],
    [3, 1, 2],
    [3, 2, 0],
  ]);
});

test("a server a day ahead loses nothing", () => {
  expect(dayBars([{ day: "2026-03-03", plays: 1, seconds: 9 }], 2, new Date(2026, 2, 2)).map(({ plays }) => plays)).toEqual([0, 1]);
});
