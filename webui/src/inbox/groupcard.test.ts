/** A card says in one word where its album is, for those who have the files and for those who only watch. */
import { describe, expect, test } from "vitest";

import type { Task } from "../api/types";
import { makeSource, makeTask } from "../testing";
import { LocalFile, LocalGroup, type LocalState } from "../upload/model";
import { coverOf, type GroupFacts, makeGroupCard } from "./groupcard";

function local(...states: LocalState[]): LocalGroup {
  const files = states.map((state, index) => Object.assign(new LocalFile(makeSource(`Album/${index}.mp3`, 100)), { state }));
  return new LocalGroup("g", "Artist/Album", files, [], false);
}

function card(facts: Partial<GroupFacts>) {
  return makeGroupCard({ groupid: "g", tasks: [], group: null, online: true, moving: false, looseTitle: "Loose", ...facts });
}

function task(state: Task["state"], fields: Partial<Task> = {}): Task {
  return makeTask({ id: state, state, filesize: 100, offset: 50, annotations: { groupid: "g", relativepath: "Album/x.mp3" }, ...fields });
}

describe("the phase of", () => {
  test.each([
    ["files that wait", { group: local("queued", "queued") }, "waiting"],
    ["files that are read", { group: local("reading", "queued") }, "reading"],
    ["files that are sent", { group: local("sending", "queued") }, "uploading"],
    ["a paused upload", { group: Object.assign(local("hashed"), { paused: true }) }, "paused"],
    ["an upload without a line", { group: local("sending"), online: false }, "offline"],
    ["somebody else's moving upload", { tasks: [task("waitforchunk")], moving: true }, "uploading"],
    ["an upload left alone", { tasks: [task("waitforchunk"), task("readyforintegration")] }, "orphaned"],
    ["files the server looks at", { tasks: [task("preprocessing"), task("readyforintegration")] }, "examining"],
    ["files that wait for names", { tasks: [task("readyforintegration"), task("invalidcontent")] }, "naming"],
    ["files that move", { tasks: [task("integrating"), task("readyforimport")] }, "moving"],
    ["files that failed", { tasks: [task("invalidcontent")] }, "failed"],
    ["nothing but skipped files", { group: local() }, "nothing"],
  ] as [string, Partial<GroupFacts>, string][])("%s", (_, facts, phase) => {
    expect(card(facts).phase).toBe(phase);
  });
});

describe("a card", () => {
  test("counts bytes on both sides once", () => {
    const group = local("hashed", "queued");
    group.files[0]!.checksum = "c".repeat(40);
    const known = task("waitforchunk", { id: group.files[0]!.taskid! });
    const { total, received, files } = card({ group, tasks: [{ ...known, id: group.files[0]!.taskid! }] });
    expect([total, received, files.length]).toEqual([200, 50, 2]);
  });

  test("knows a dropped file again before its checksum is known", () => {
    const group = local("queued");
    const id = `${"c".repeat(40)}-${group.files[0]!.pathHash}`;
    expect(card({ group, tasks: [{ ...task("waitforchunk"), id }] }).files).toHaveLength(1);
    expect(card({ group, tasks: [{ ...task("waitforchunk"), id, filesize: 7 }] }).files).toHaveLength(2);
  });

  test("is named by its tags when they agree, else by its folder", () => {
    const tagged = (album: string) => task("readyforintegration", { id: album, annotations: { album, artist: "A", relativepath: "Folder/x.mp3" } });
    expect(card({ tasks: [tagged("One")] })).toMatchObject({ title: "One", artist: "A" });
    expect(card({ tasks: [tagged("One"), tagged("Two")] }).title).toBe("Folder");
    expect(card({ group: local("queued") }).title).toBe("Album");
    expect(card({ tasks: [task("preprocessing", { annotations: {}, sourcefilename: "x.mp3" })] }).title).toBe("x.mp3");
  });

  test("tells what failed and why", () => {
    const failure = { code: "invalidcontent", message: "It is no music." };
    const { files } = card({ tasks: [task("invalidcontent", { annotations: { relativepath: "a.mp3", failure } })] });
    expect(files).toMatchObject([{ failed: true, message: "It is no music." }]);
  });

  test("forgets what has moved on to the shelf", () => {
    expect(card({ group: local("sent", "failed") }).files).toHaveLength(1);
  });
});

test("the picture called cover is the cover", () => {
  const files = ["back.png", "Cover.jpg", "1.mp3"].map((name) => new LocalFile(makeSource(name)));
  expect(coverOf(new LocalGroup("g", "", files, [], false))?.name).toBe("Cover.jpg");
  expect(coverOf(null)).toBeNull();
});
