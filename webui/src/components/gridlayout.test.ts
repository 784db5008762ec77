/** Only tiles near the screen exist, and arrow keys go where one looks. */
import { describe, expect, test } from "vitest";

import { layOut, neighbor, rowsOf, thinned, visibleRange } from "./gridlayout";

describe("the layout", () => {
  test.each([358, 952, 1400, 1925])("fills %i pixels exactly", (width) => {
    const { columns, tile, gap } = layOut(width, 10_000, 16);
    expect(columns * tile + (columns - 1) * gap).toBeCloseTo(width);
    expect(columns).toBeGreaterThanOrEqual(2);
  });

  test("shows a small shelf large", () => {
    expect(layOut(952, 5, 16).tile).toBeGreaterThan(layOut(952, 500, 16).tile);
  });

  test("puts three covers side by side where the queue leaves little room", () => {
    expect(layOut(624, 5, 16).columns).toBe(3);
  });

  test("has the height of its rows", () => {
    const layout = layOut(952, 101, 16);
    expect(layout.height).toBeCloseTo(Math.ceil(101 / layout.columns) * layout.rowHeight - layout.gap);
    expect(layOut(952, 0, 16).height).toBe(0);
  });
});

test("of 10,000 tiles only those near the screen exist", () => {
  const layout = layOut(1400, 10_000, 16);
  const [first, last] = visibleRange(layout, 10_000, 50_000, 51_000);
  expect(last - first).toBeLessThan(80);
  expect(first % layout.columns).toBe(0);
  expect(visibleRange(layout, 10_000, -500, 100)[0]).toBe(0);
  expect(visibleRange(layout, 3, 0, 9000)).toEqual([0, 3]);
});

test.each([
  ["ArrowRight", 5, 6],
  ["ArrowLeft", 5, 4],
  ["ArrowDown", 5, 9],
  ["ArrowUp", 5, 1],
  ["ArrowUp", 2, 2],
  ["Home", 5, 0],
  ["End", 5, 9],
  ["ArrowRight", 9, 9],
  ["PageDown", 0, 8],
  ["PageDown", 5, 9],
  ["PageUp", 5, 0],
])("%s from %i leads to %i", (key, from, to) => {
  expect(neighbor(key, from, 10, { columns: 4 }, 2, false)).toBe(to);
});

test("right is back where one reads from the right", () => {
  expect(neighbor("ArrowRight", 5, 10, { columns: 4 }, 2, true)).toBe(4);
});

test("a list of 100,000 rows has one column, and arrows to the side mean nothing in it", () => {
  const layout = rowsOf(3.5)(900, 100_000, 16);
  expect([layout.columns, layout.tile, layout.height]).toEqual([1, 900, 5_600_000]);
  expect(visibleRange(layout, 100_000, 560_000, 560_560)).toEqual([10_000, 10_010]);
  expect(neighbor("ArrowRight", 5, 10, layout, 2, false)).toBe(5);
});

test("a bar of initials has room for some of them", () => {
  const many = Array.from({ length: 300 }, (_, index) => index);
  expect(thinned(many, 3)).toEqual([0, 150, 299]);
  expect(thinned([1, 2], 3)).toEqual([1, 2]);
});
