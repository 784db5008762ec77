/** Hours of the week lie where they belong. */
import { expect, test } from "vitest";

import { hourCells, weekFrom } from "./hourcells";

test("each hour has its cell, and what lies outside of the week is left out", () => {
  const { cells, most } = hourCells([{ weekday: 5, hour: 20, seconds: 600 }, { weekday: 5, hour: 20, seconds: 300 }, { weekday: 9, hour: 0, seconds: 1 }, { weekday: 0, hour: 24, seconds: 1 }]);
  expect([cells[5]?.[20], cells.flat().filter((seconds) => seconds > 0).length, most]).toEqual([900, 1, 900]);
  expect(hourCells([]).most).toBe(1);
});

test("the week begins where people say it does", () => {
  expect(weekFrom("de-DE")[0]).toBe(1);
  expect(weekFrom("en-US")).toHaveLength(7);
  expect(new Set(weekFrom("en-US")).size).toBe(7);
});
