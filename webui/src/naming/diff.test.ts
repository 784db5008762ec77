/** Differences between names are marked where a person would see them. */
import { expect, test } from "vitest";

import { diffNames, type Piece } from "./diff";

function show(pieces: readonly Piece[]): string {
  return pieces.map(({ text, changed }) => (changed ? `[${text}]` : text)).join("");
}

function diff(before: string, after: string): [string, string] {
  const { before: old, after: fresh } = diffNames(before, after);
  return [show(old), show(fresh)];
}

test.each([
  ["01 Frantic.flac", "01 Frantic.flac", "01 Frantic.flac", "01 Frantic.flac"],
  ["01 - Main Theme.mp3", "1-01 Main Theme.mp3", "01 [- ]Main Theme.mp3", "[1-]01 Main Theme.mp3"],
  ["track1.m4a", "2-01 Into the Shadows.m4a", "[track1].m4a", "[2-01 Into the Shadows].m4a"],
  ["05 Elfland.ogg", "05 Elf Land.ogg", "05 Elf[l]and.ogg", "05 Elf[ L]and.ogg"],
  ["", "New", "", "[New]"],
  ["となりのトトロ.mp3", "01 となりのトトロ.mp3", "となりのトトロ.mp3", "[01 ]となりのトトロ.mp3"],
  ["Cafe\u0301.mp3", "Café.mp3", "Café.mp3", "Café.mp3"],
])("%j becomes %j", (before, after, old, fresh) => {
  expect(diff(before, after)).toEqual([old, fresh]);
});

test("names of any length are cheap", () => {
  const start = performance.now();
  diffNames("a b ".repeat(2000), "b a ".repeat(2000));
  expect(performance.now() - start).toBeLessThan(1500);
});
