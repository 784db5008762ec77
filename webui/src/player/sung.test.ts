/** The right line at the right time. */
import { expect, test } from "vitest";

import { lineAt } from "./sung";

const lines = [{ time: 2 }, { time: 5 }, { time: 5 }, { time: 9 }];

test.each([
  [0, -1],
  [2, 0],
  [4.9, 0],
  [5, 2],
  [100, 3],
])("at %d seconds", (position, index) => {
  expect(lineAt(lines, position)).toBe(index);
});

test("without lines nothing is sung", () => {
  expect(lineAt([], 3)).toBe(-1);
});
