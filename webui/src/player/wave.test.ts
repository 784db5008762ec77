/** A waveform has as many bars as there is room for, and its loudest one fills the height. */
import { expect, test } from "vitest";

import { barsOf, pathOf } from "./wave";

test("each bar is as loud as the loudest of its pieces", () => {
  const peaks = { minimum: [0, -0.5, 0, 0], maximum: [0.1, 0.2, 0, 0.25] };
  expect(barsOf(peaks, 2)).toEqual([1, 0.5]);
});

test("more bars than pieces repeat pieces, none stays empty", () => {
  expect(barsOf({ minimum: [0, 0], maximum: [0.5, 1] }, 4)).toEqual([0.5, 0.5, 1, 1]);
});

test("silence, and nothing at all", () => {
  expect(barsOf({ minimum: [0], maximum: [0] }, 3)).toEqual([0, 0, 0]);
  expect(barsOf({ minimum: [], maximum: [] }, 2)).toEqual([0, 0]);
});

test("a path has a bar for each, and a thin one for silence", () => {
  const path = pathOf([1, 0]);
  expect(path.match(/M/g)).toHaveLength(2);
  expect(path).toContain("v100.0");
  expect(path).toContain("v4.0");
});
