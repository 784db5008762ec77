/** Songs become points, keys become colors, clicks become songs. */
import { expect, test } from "vitest";

import { hueOfKey, nearest, pointsOf, stepped } from "./soundpoints";

test.each([
  ["C major", 0],
  ["A minor", 0],
  ["G major", 30],
  ["Eb major", 270],
  ["D# major", 270],
  ["C minor", 270],
  ["X", null],
  [null, null],
])("%s", (key, hue) => {
  expect(hueOfKey(key)).toBe(hue);
});

test("only songs with both values are drawn", () => {
  const map = { songids: [1, 2, 3], bpm: [120, null, 90], loudness: [-14, -10, null], energy: [0.5, 0.4, 0.3], key: ["C major", null, null] };
  expect(pointsOf(map, "bpm", "loudness")).toEqual({ songids: [1], xs: [120], ys: [-14], hues: [0] });
  expect(pointsOf(map, "energy", "bpm").songids).toEqual([1, 3]);
});

test("a click means the closest point within reach", () => {
  expect(nearest([0, 10, 100], [0, 0, 0], 8, 1, 12)).toBe(1);
  expect(nearest([0, 10, 100], [0, 0, 0], 50, 1, 12)).toBe(-1);
  expect(nearest([], [], 0, 0, 12)).toBe(-1);
});

test.each([
  [-1, "ArrowRight", 1],
  [1, "ArrowRight", 0],
  [0, "ArrowLeft", 1],
  [2, "ArrowRight", 2],
  [1, "ArrowUp", 2],
  [1, "ArrowDown", 1],
  [0, "Home", 1],
  [0, "End", 2],
  [0, "x", 0],
])("from point %i %s leads to point %i", (at, key, to) => {
  expect(stepped({ songids: [7, 8, 9], xs: [2, 1, 3], ys: [6, 4, 5], hues: [] }, at, key)).toBe(to);
});
