/** The queue shows wishes at once, and takes back what is not granted. */
import { beforeEach, expect, test } from "vitest";

import type { QueuedSong } from "../api/types";
import { makeQueued } from "../testing";
import { type Line, moved, SongQueue } from "./songqueue";

let held: QueuedSong[];
let asked: string[];
let refuse: string | null;
let complaints: unknown[];
let queue: SongQueue;
/** Whether others hear the stream, so that a song does not end for the server. */
let playsOn: boolean;

const line = {
  request: (name: string, parameters: Record<string, unknown>) => {
    if (name === "GetSongQueue") return Promise.resolve([...held]);
    asked.push(name);
    if (refuse !== null) return Promise.reject(new Error(refuse));
    if (name === "SongEnded" && playsOn) return Promise.resolve(null);
    if (name === "RemoveSongFromQueue" || name === "SongEnded") held = held.filter(({ entryid }) => entryid !== parameters.entryid);
    if (name === "MoveSongInQueue") held = [...moved(held, String(parameters.entryid), String(parameters.afterid))];
    if (name === "AddSongToQueue") held = [...held, makeQueued("real", Number(parameters.songid))];
    if (name === "ClearQueue") held = held.slice(0, 1);
    return Promise.resolve(null);
  },
} as unknown as Line;

function ids(): string {
  return queue.entries.value.map(({ entryid }) => entryid).join(" ");
}

beforeEach(async () => {
  held = ["a", "b", "c", "d"].map((id, index) => makeQueued(id, index + 1));
  [asked, refuse, complaints, playsOn] = [[], null, [], false];
  queue = new SongQueue(line, (error) => complaints.push(error));
  await queue.reload();
});

test("a move is seen at once and stays", async () => {
  const done = queue.move("d", "a");
  expect(ids()).toBe("a d b c");
  await done;
  expect(ids()).toBe("a d b c");
});

test("what is refused comes back, with a sentence", async () => {
  refuse = "No.";
  const done = queue.remove("b");
  expect(ids()).toBe("a c d");
  expect(await done).toBe(false);
  expect([ids(), complaints.length]).toEqual(["a b c d", 1]);
});

test("several wishes at once do not disturb each other", async () => {
  const all = [queue.remove("b"), queue.move("d", "a"), queue.clear()];
  expect(ids()).toBe("a");
  await Promise.all(all);
  expect(ids()).toBe("a");
});

test("a song that is added is there before it has an entry, and once only", async () => {
  const seen: number[] = [];
  const stop = queue.entries.subscribe((entries) => seen.push(entries.length));
  await queue.add([makeQueued("x", 9)], "last");
  stop();
  expect(Math.max(...seen)).toBe(5);
  expect(ids()).toBe("a b c d real");
});

test("a song that was heard goes, whoever was quicker", async () => {
  held = held.slice(1);
  await queue.finish("a");
  expect(ids()).toBe("b c d");
});

test("a song that ended here does not come back while the stream still plays it", async () => {
  playsOn = true;
  await queue.finish("a");
  expect(ids()).toBe("b c d");
});

test("playing the same album anew replaces the rest of it", () => {
  void queue.playNow([makeQueued("x", 3)]);
  expect(queue.entries.value.map(({ song }) => song.id)).toEqual([3]);
});

test("playing another album replaces the current song only", () => {
  const other = makeQueued("x", 7);
  void queue.playNow([{ ...other, album: { ...other.album, id: 99 } }]);
  expect(queue.entries.value.map(({ song }) => song.id)).toEqual([7, 2, 3, 4]);
});

test("the current entry cannot be moved, nor anything in front of it", () => {
  expect(moved(held, "a", "c")).toBe(held);
  expect(moved(held, "b", "gone")).toBe(held);
});

test.each([
  ["next", "a new-1 b c d"],
  ["last", "a b c d new-1"],
  ["b", "a b new-1 c d"],
  ["gone", "a b c d new-1"],
])("a song put %s is shown there", (position, shown) => {
  void queue.add([makeQueued("x", 9)], position);
  expect(ids()).toBe(shown);
});
