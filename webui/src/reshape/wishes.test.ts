/** Each act asks for what the server needs, and for nothing else. */
import { expect, test } from "vitest";

import { makeQueued } from "../testing";
import { ACTS, begin, FIELDS, nameOf, wishOf } from "./wishes";

const { song, album, artist } = makeQueued("a", 7);

test("a song gets another name and number", () => {
  const target = { kind: "song", song, album, artist } as const;
  expect(nameOf(target)).toBe(song.name);
  expect(wishOf("renamesong", target, { ...begin(target), name: "New", number: "03", disc: "2" })).toEqual({ kind: "renamesong", source: 7, name: "New", number: 3, cd: 2 });
  expect(wishOf("movesongs", target, { ...begin(target), partner: "5" })).toEqual({ kind: "movesongs", target: 5, songids: [7] });
});

test("an album is renamed, moved, joined and split", () => {
  const target = { kind: "album", album, artist } as const;
  const fields = { ...begin(target), album: "Other", year: "1999", artist: "Somebody", partner: "8", songids: [7] };
  expect(wishOf("renamealbum", target, fields)).toEqual({ kind: "renamealbum", source: album.id, albumname: "Other", release: 1999 });
  expect(wishOf("movealbum", target, fields)).toEqual({ kind: "movealbum", source: album.id, artistname: "Somebody" });
  expect(wishOf("mergealbums", target, { ...fields, disc: "two" })).toEqual({ kind: "mergealbums", source: album.id, target: 8, cd: 0 });
  expect(wishOf("splitalbum", target, fields)).toEqual({ kind: "splitalbum", source: album.id, songids: [7], albumname: "Other", release: 1999 });
});

test("an artist is renamed and joined with another one, and every act has its fields", () => {
  const target = { kind: "artist", artist } as const;
  expect(wishOf("renameartist", target, { ...begin(target), artist: "New" })).toEqual({ kind: "renameartist", source: artist.id, artistname: "New" });
  expect(wishOf("mergeartists", target, { ...begin(target), partner: "4" })).toEqual({ kind: "mergeartists", source: artist.id, target: 4 });
  for (const act of Object.values(ACTS).flat()) expect(FIELDS[act]).toBeTruthy();
});
