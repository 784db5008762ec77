/** The board knows all tasks, whatever order news and lists arrive in. */
import { beforeEach, expect, test } from "vitest";

import type { CurrentTasks, Task } from "../api/types";
import { makeTask, newsOf } from "../testing";
import { failureOf, importTargetOf, TaskBoard } from "./taskboard";

let board: TaskBoard;

function list(...tasks: Task[]): CurrentTasks {
  return { videos: [], albumfiles: tasks, albums: [], artworks: [], any: [] };
}

function ids(): string[] {
  return board.all().map(({ id, state }) => `${id} ${state}`);
}

beforeEach(() => {
  board = new TaskBoard();
});

test("news change single tasks, removal takes them away", () => {
  board.finishReload(list(makeTask({ id: "a" }), makeTask({ id: "b" })));
  board.take(newsOf(makeTask({ id: "a", state: "preprocessing" })));
  board.take(newsOf(makeTask({ id: "b", state: "remove" })));
  board.take(newsOf(makeTask({ id: "c" })));
  expect(ids()).toEqual(["a preprocessing", "c waitforchunk"]);
});

test("what is heard is known at once", () => {
  board.take(newsOf(makeTask({ id: "a", offset: 5 })));
  expect(board.find("a")?.offset).toBe(5);
  board.take({ taskid: "a", state: "notexisting", task: null, offset: null, chunksize: null, message: null });
  expect(board.find("a")).toBeUndefined();
});

test("news heard while a list is fetched are newer than the list", () => {
  board.finishReload(list(makeTask({ id: "gone" }), makeTask({ id: "stale" })));
  board.beginReload();
  board.take(newsOf(makeTask({ id: "a", state: "readyforintegration" })));
  board.take(newsOf(makeTask({ id: "gone", state: "remove" })));
  board.finishReload(list(makeTask({ id: "a", state: "preprocessing" }), makeTask({ id: "gone" }), makeTask({ id: "b" })));
  expect(ids().sort()).toEqual(["a readyforintegration", "b waitforchunk"]);
});

test("finished imports are remembered with what they became, until they are dismissed", () => {
  const fields = { id: "i", contenttype: "album", sourcefilename: null, albumpath: "A/2000 - B", annotations: { albumid: 7, groupid: "g" } } as const;
  board.take(newsOf(makeTask({ ...fields, state: "importcomplete" })));
  board.take(newsOf(makeTask({ ...fields, state: "remove" })));
  board.all();
  expect([...board.imported.value.values()]).toEqual([{ path: "A/2000 - B", albumid: 7, groupid: "g" }]);
  board.dismissImported("A/2000 - B");
  expect(board.imported.value.size).toBe(0);
});

test("imports and uploads are told apart", () => {
  expect(importTargetOf(makeTask({ id: "v", contenttype: "video", videopath: "A/v.mp4" }))).toBeNull();
  expect(importTargetOf(makeTask({ id: "v", contenttype: "video", sourcefilename: null, videopath: "A/v.mp4" }))).toBe("A/v.mp4");
});

test("a failure has its sentence", () => {
  expect(failureOf(makeTask({ id: "a", annotations: { failure: { code: "x", message: "It broke." } } }))).toBe("It broke.");
  expect(failureOf(makeTask({ id: "a", annotations: { failure: null } }))).toBeNull();
});
