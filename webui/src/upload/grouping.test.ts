/** Dropped trees become one group per album. */
import { describe, expect, test } from "vitest";

import { extensionOf, isJunk } from "./filetypes";
import { albumFolderOf, groupFiles } from "./grouping";

function group(...paths: string[]) {
  const { groups, strays } = groupFiles(paths.map((path) => ({ path })));
  return {
    groups: Object.fromEntries(groups.map((each) => [each.folder, each.files.map((file) => file.path)])),
    strays: strays.map((file) => file.path),
  };
}

describe("groups", () => {
  test("an album folder with its cover", () => {
    expect(group("Album/02 B.mp3", "Album/10 C.mp3", "Album/01 A.mp3", "Album/cover.jpg").groups).toEqual({
      Album: ["Album/01 A.mp3", "Album/02 B.mp3", "Album/10 C.mp3", "Album/cover.jpg"],
    });
  });

  test("disc folders are parts of their parent", () => {
    const { groups } = group("OST (Disc 1 + 2)/CD1/01.mp3", "OST (Disc 1 + 2)/CD2/01.mp3", "OST (Disc 1 + 2)/cover.jpg");
    expect(Object.keys(groups)).toEqual(["OST (Disc 1 + 2)"]);
    expect(groups["OST (Disc 1 + 2)"]).toHaveLength(3);
  });

  test("an artist folder is one group per album, and what lies above them is a stray", () => {
    const result = group("Artist/One/1.flac", "Artist/Two/1.flac", "Artist/Two/Scans/back.png", "Artist/photo.jpg");
    expect(result.groups).toEqual({ "Artist/One": ["Artist/One/1.flac"], "Artist/Two": ["Artist/Two/1.flac", "Artist/Two/Scans/back.png"] });
    expect(result.strays).toEqual(["Artist/photo.jpg"]);
  });

  test("loose files are one group, together with discs dropped without their parent", () => {
    expect(group("a.mp3", "b.ogg", "note.txt").groups).toEqual({ "": ["a.mp3", "b.ogg", "note.txt"] });
    expect(group("CD 1/a.mp3", "CD 2/b.mp3").groups).toEqual({ "": ["CD 1/a.mp3", "CD 2/b.mp3"] });
  });

  test("a loose cover goes to the only album", () => {
    expect(group("Album/1.mp3", "cover.jpg").groups).toEqual({ Album: ["Album/1.mp3", "cover.jpg"] });
  });

  test("each archive is an album", () => {
    expect(Object.keys(group("One.zip", "Two.tar.gz").groups)).toEqual(["One", "Two"]);
  });

  test("pictures alone stay together by their folder", () => {
    expect(group("Scans/a.png", "Scans/b.png").groups).toEqual({ Scans: ["Scans/a.png", "Scans/b.png"] });
  });

  test("nothing but junk is nothing", () => {
    expect(group(".DS_Store", "A/Thumbs.db", "__MACOSX/A/._1.mp3")).toEqual({ groups: {}, strays: [] });
  });
});

test.each([
  ["A/CD1", "A"],
  ["A/Disc 2 - Live", "A"],
  ["A/disk_03/Side B", "A"],
  ["A/CDs of my youth", "A/CDs of my youth"],
  ["A/Discovery", "A/Discovery"],
  ["A/Side Effects", "A/Side Effects"],
])("the album of the folder %j is %j", (folder, album) => {
  expect(albumFolderOf(folder)).toBe(album);
});

test.each([
  [".DS_Store", true],
  ["A/._01 Song.mp3", true],
  ["A/@eaDir/01 Song.mp3", true],
  ["A/.hidden", true],
  ["...And Justice for All/01 Blackened.mp3", false],
  ["A/...Meltdown.mp3", false],
  ["A/desktop.ini", true],
])("%j is junk: %j", (path, junk) => {
  expect(isJunk(path)).toBe(junk);
});

test.each([
  ["A/b.MP3", ".mp3"],
  ["x.tar.gz", ".tar.gz"],
  ["no extension", ""],
  ["A.b/c", ""],
  [".mp3", ""],
])("the extension of %j is %j", (path, extension) => {
  expect(extensionOf(path)).toBe(extension);
});
