/** What is typed finds what is meant, whatever the script and the accents. */
import { expect, test } from "vitest";

import { makeQueued } from "../testing";
import { fold, highlighted, hitsOf, likeness, nameOf, NOTHING } from "./matching";

const { album, artist, song } = makeQueued("a", 1);

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

test("the best of all kinds comes first, the others by kind", () => {
  const found = {
    ...NOTHING,
    artists: [{ artist: { ...artist, name: "Postal Service" }, albums: [album] }],
    albums: [{ artist, album: { ...album, name: "Post" } }],
    songs: [{ artist, album, song }],
    lyrics: [{ artist, album, song }],
  };
  expect(hitsOf("post", found).map(nameOf)).toEqual(["Post", "Postal Service", "Song 1", "Song 1"]);
  expect(new Set(hitsOf("post", found).map(({ key }) => key)).size).toBe(4);
  expect(hitsOf("post", NOTHING)).toEqual([]);
});

test.each([
  ["bjo", "Björk", "[Bjö]rk"],
  ["blue kind", "Kind of Blue", "[Kind] of [Blue]"],
  ["ost", "Post", "P[ost]"],
  ["a", "Canada A", "Canada [A]"],
  ["無罪", "無罪モラトリアム", "[無罪]モラトリアム"],
  ["psot", "Post", "Post"],
  ["<b>", "<b>", "<[b]>"],
])("%s is shown in %s", (typed, name, shown) => {
  expect(
    highlighted(typed, name)
      .map(({ text, hit }) => (hit ? `[${text}]` : text))
      .join(""),
  ).toBe(shown);
});
