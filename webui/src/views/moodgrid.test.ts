/** Moods stand where they were put. */
import { expect, test } from "vitest";

import type { Tag } from "../api/types";
import { gridOf } from "./moodgrid";

function mood(id: number, posx: number | null = null, posy: number | null = null): Tag {
  return { id, name: `Mood ${id}`, class: 3, parentid: null, icontype: null, icon: null, color: null, posx, posy };
}

function ids(moods: Tag[]) {
  const { columns, rows } = gridOf(moods);
  return { columns, rows: rows.map((row) => row.map((each) => each?.id ?? 0)) };
}

test("each mood has its place, and gaps stay", () => {
  expect(ids([mood(1, 0, 0), mood(2, 2, 0), mood(3, 1, 1)])).toEqual({ columns: 3, rows: [[1, 0, 2], [0, 3, 0]] });
});

test("two at one place stand beside each other, those without a place fill the gaps", () => {
  expect(ids([mood(1, 0, 0), mood(2, 0, 0), mood(3, 1, 0), mood(4)])).toEqual({ columns: 2, rows: [[1, 2], [3, 4]] });
});

test("without any place four stand in a row; places far away make no empty rows", () => {
  expect(ids([mood(1), mood(2), mood(3), mood(4), mood(5)]).rows).toEqual([[1, 2, 3, 4], [5, 0, 0, 0]]);
  expect(ids([mood(1, 0, 0), mood(2, 0, 9)]).rows).toEqual([[1], [2]]);
  expect(ids([]).rows).toEqual([]);
});
