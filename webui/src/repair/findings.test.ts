/** Of what a scan found, a person sees the largest things that moved or are gone. */
import { expect, test } from "vitest";

import { missingOf, movesOf } from "./findings";

const moved = {
  artists: [],
  albums: [{ id: 1, old: "A/2001 - B", new: "A/2002 - B" }],
  songs: [
    { id: 1, old: "A/2001 - B/01 C.mp3", new: "A/2002 - B/01 C.mp3" },
    { id: 2, old: "A/2001 - B/02 D.mp3", new: "A/2002 - B/02 E.mp3" },
  ],
  videos: [],
};

test("songs that came along with their album are not told", () => {
  expect(movesOf({ moved }).map((each) => each.old)).toEqual(["A/2001 - B", "A/2001 - B/02 D.mp3"]);
});

test("what was found elsewhere is not missing, and what lies in a missing album goes without saying", () => {
  const lostpaths = {
    artists: [],
    albums: [{ id: 1, path: "A/2001 - B" }, { id: 2, path: "X/2000 - Y" }],
    songs: [{ id: 9, path: "X/2000 - Y/01 Z.mp3" }, { id: 8, path: "Q/2000 - R/01 S.mp3" }],
    videos: [],
  };
  expect(missingOf({ lostpaths, moved }).map(({ path }) => path)).toEqual(["X/2000 - Y", "Q/2000 - R/01 S.mp3"]);
});
