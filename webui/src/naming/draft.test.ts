/** Names are edited as text, many at once, and survive files that come and go. */
import { describe, expect, test } from "vitest";

import type { Proposal, ProposedFile } from "../api/types";
import { choiceOf, fillDisc, isComplete, leftOut, makeDraft, mergeAlbums, pasteLines, reconcile, renumberFrom } from "./draft";

function file(taskid: string, fields: Partial<ProposedFile> = {}): ProposedFile {
  const sourcefilename = `${taskid}.mp3`;
  return {
    ...{ taskid, name: taskid, cd: 1, number: 0, kind: "song", extension: "mp3", sourcefilename, relativepath: "" },
    ...{ path: "", playtime: 0, bitrate: 0, open: [], collision: null },
    ...fields,
  };
}

function proposal(...files: ProposedFile[]): Proposal {
  const album = { artistname: "A", albumname: "B", release: 2004, path: "", artistknown: false, albumknown: false, open: [], files };
  return { groupid: "g", ready: true, albums: [album], videos: [] };
}

const three = makeDraft(proposal(file("a", { number: 4 }), file("b"), file("c", { cd: 2 })));
const files = three.albums[0]!.files;

describe("a draft", () => {
  test("is sent as numbers, trimmed", () => {
    const draft = makeDraft(proposal(file("a", { number: 4 })));
    draft.albums[0]!.albumname = "  B ";
    draft.albums[0]!.release = "x";
    expect(choiceOf(draft)).toEqual({
      albums: [{ artistname: "A", albumname: "B", release: 0, files: [{ taskid: "a", name: "a", cd: 1, number: 4 }] }],
      videos: [],
    });
  });

  test("does not mention what is left out", () => {
    const draft = makeDraft(proposal(file("a"), file("b")));
    draft.albums[0]!.files[0]!.leftOut = true;
    expect(choiceOf(draft).albums[0]!.files.map(({ taskid }) => taskid)).toEqual(["b"]);
    expect(leftOut(draft)).toEqual(["a"]);
  });

  test("is complete when every name is there", () => {
    const draft = makeDraft(proposal(file("a")));
    expect(isComplete(draft)).toBe(true);
    draft.albums[0]!.files[0]!.name = " ";
    expect(isComplete(draft)).toBe(false);
    draft.albums[0]!.files[0]!.leftOut = true;
    expect(isComplete(draft)).toBe(false);
  });
});

describe("several songs at once", () => {
  test("are numbered on, disc by disc", () => {
    expect(renumberFrom(files, 0).map(({ number }) => number)).toEqual(["4", "5", ""]);
    expect(renumberFrom(files, 1).map(({ number }) => number)).toEqual(["4", "1", ""]);
  });

  test("get the same disc", () => {
    expect(fillDisc(files, 1).map(({ cd }) => cd)).toEqual(["1", "1", "1"]);
  });

  test("take pasted lines", () => {
    expect(pasteLines(files, 1, "name", ["X ", "Y", "Z"]).map(({ name }) => name)).toEqual(["a", "X", "Y"]);
  });

  test("of two albums become one", () => {
    const [album] = proposal(file("a")).albums;
    const draft = mergeAlbums(makeDraft({ ...proposal(), albums: [album!, { ...album!, albumname: "C", files: [file("b")] }] }));
    expect(draft.albums).toMatchObject([{ albumname: "B", files: [{ taskid: "a" }, { taskid: "b" }] }]);
  });
});

test("what was typed stays when files come and go", () => {
  const draft = makeDraft(proposal(file("a"), file("b")));
  draft.albums[0]!.files[0]!.name = "typed";
  const fresh = reconcile(draft, proposal(file("a"), file("c")));
  expect(fresh.albums[0]!.files.map(({ taskid, name }) => [taskid, name])).toEqual([
    ["a", "typed"],
    ["c", "c"],
  ]);
});
