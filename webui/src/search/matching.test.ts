/** What is typed finds what is meant, whatever the script and the accents. */
import { expect, test } from "vitest";

import type { ArtistEntry } from "../api/types";
import { makeQueued } from "../testing";
import { findLocally, fold, hitsOf, likeness, nameOf } from "./matching";

const { album, artist, song } = makeQueued("a", 1);

function entry(id: number, name: string, ...albums: string[]): ArtistEntry {
  const made = albums.map((title, index) => ({ album: { ...album, id: id * 10 + index, name: title }, tags: { genres: [], subgenres: [], moods: [] } }));
  return { artist: { ...artist, id, name }, albums: made };
}

const shelf = [entry(1, "Björk", "Début", "Post"), entry(2, "Postal Service", "Give Up"), entry(3, "椎名林檎", "無罪モラトリアム"), entry(4, "Posture")];

test.each([
  ["bjork", "bjork", 4],
  ["bjo", "bjork", 3],
  ["serv", "postal service", 2],
  ["ost", "post", 1],
  ["x", "post", 0],
  ["", "post", 0],
])("%s in %s", (typed, name, score) => {
  expect(likeness(typed, name)).toBe(score);
});

test("accents and punctuation do not matter", () => {
  expect([fold("  Début!"), fold("AC/DC")]).toEqual(["debut", "ac dc"]);
});

test("artists and albums are found at once; artists without albums are not on the shelf", () => {
  const found = findLocally("post", shelf, 5);
  expect([found.artists.map(({ artist: { name } }) => name), found.albums.map(({ album: { name } }) => name)]).toEqual([["Postal Service"], ["Post"]]);
  expect(findLocally("椎名", shelf, 5).artists).toHaveLength(1);
});

test("the best of all kinds comes first", () => {
  const found = { ...findLocally("post", shelf, 5), songs: [{ artist, album, song }] };
  expect(hitsOf("post", found).map(nameOf)).toEqual(["Post", "Postal Service", "Song 1"]);
  expect(hitsOf("post", { artists: [], albums: [], songs: [] })).toEqual([]);
});
