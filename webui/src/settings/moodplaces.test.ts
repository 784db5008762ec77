/** Moods change places and never share one. */
import { expect, test } from "vitest";

import type { Tag } from "../api/types";
import { moved, placed, rowsOf } from "./moodplaces";

function mood(id: number, posx: number | null, posy: number | null): Tag {
  return { id, name: `mood ${id}`, class: 3, parentid: null, icontype: null, icon: null, color: null, posx, posy };
}

const places = (moods: readonly Tag[] | null) => moods?.map(({ id, posx, posy }) => `${id}: ${posx} ${posy}`);

test("moods without a place, or with one that is taken, go where there is room", () => {
  const moods = placed([mood(1, 0, 0), mood(2, 0, 0), mood(3, null, null), mood(4, 9, 9)]);
  expect(places(moods)).toEqual(["1: 0 0", "2: 1 0", "3: 2 0", "4: 3 0"]);
  expect(rowsOf(moods)).toBe(2);
});

test("a mood changes places with the one that stands there, and does not leave the grid", () => {
  const moods = placed([mood(1, 0, 0), mood(2, 1, 0)]);
  expect(places(moved(moods, 1, { posx: 1, posy: 0 }))).toEqual(["1: 1 0", "2: 0 0"]);
  expect(places(moved(moods, 1, { posx: 4, posy: 1 }))).toEqual(["1: 4 1", "2: 1 0"]);
  expect(moved(moods, 1, { posx: -1, posy: 0 })).toBeNull();
  expect(moved(moods, 1, { posx: 0, posy: 0 })).toBeNull();
});
