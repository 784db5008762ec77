/** The engine takes files to a server that asks for chunks, and goes on after every interruption. */
import { beforeEach, describe, expect, test, vi } from "vitest";

import type { Arguments, FunctionName, Result, Task, TaskNews } from "../api/types";
import { makeSource, makeTask, newsOf } from "../testing";
import { UploadEngine } from "./engine";
import { LocalFile, LocalGroup } from "./model";
import { Sha1 } from "./sha1";

const CHUNK = 4;

/** A server of one class: keeps tasks, asks for one chunk after the other, tells the engine. */
class Server {
  readonly tasks = new Map<string, Task>();
  readonly calls: [string, unknown][] = [];
  readonly frames: { taskid: string; offset: number; size: number }[] = [];
  engine!: UploadEngine;
  backlog = 0;
  open = true;
  answering = true;
  refusal: Error | null = null;

  request<N extends FunctionName>(name: N, parameters: Arguments<N>): Promise<Result<N>> {
    this.calls.push([name, parameters]);
    if (this.refusal) return Promise.reject(this.refusal);
    const offer = parameters as Arguments<"InitiateUpload">;
    if (!this.tasks.has(offer.taskid)) {
      this.tasks.set(offer.taskid, makeTask({ id: offer.taskid, filesize: offer.filesize, offset: 0, annotations: offer.annotations ?? {} }));
    }
    this.ask(offer.taskid);
    return Promise.resolve(offer.taskid as Result<N>);
  }

  sendFrame(frame: ArrayBuffer): boolean {
    if (!this.open) return false;
    const view = new DataView(frame);
    const taskid = new TextDecoder().decode(new Uint8Array(frame, 16, view.getUint8(1)));
    const size = frame.byteLength - 16 - view.getUint8(1);
    const offset = view.getUint32(12);
    this.frames.push({ taskid, offset, size });
    if (this.answering) setTimeout(() => this.take(taskid, offset, size), 0);
    return true;
  }

  take(taskid: string, offset: number, size: number): void {
    const task = this.tasks.get(taskid);
    if (!task) return;
    if (size > 0) task.offset = offset + size;
    if (task.offset === task.filesize) this.move(taskid, "uploadcomplete");
    else this.ask(taskid);
  }

  ask(taskid: string): void {
    const task = this.tasks.get(taskid)!;
    if (task.state === "waitforchunk") this.engine.onTask("ChunkRequest", newsOf(task, { chunksize: CHUNK }));
  }

  move(taskid: string, state: Task["state"], message: string | null = null): void {
    const task = { ...this.tasks.get(taskid)!, state };
    this.tasks.set(taskid, task);
    this.engine.onTask("StateUpdate", newsOf(task, { message } satisfies Partial<TaskNews>));
  }

  initiated(): string[] {
    return this.calls.map(([, parameters]) => (parameters as Arguments<"InitiateUpload">).filename);
  }
}

const reading = {
  hash: async (file: File) => new Sha1().update(new Uint8Array(await file.arrayBuffer())).digest(),
  frame: async (file: File, taskid: string, offset: number, size: number) => {
    const { makeFrame } = await import("./frames");
    return makeFrame(taskid, offset, new Uint8Array(await file.slice(offset, offset + size).arrayBuffer()));
  },
};

let server: Server;
let engine: UploadEngine;

function group(id: string, ...paths: string[]): LocalGroup {
  const files = paths.map((path) => new LocalFile(makeSource(path, `${path} has content`)));
  return new LocalGroup(id, "Album", files, [], false);
}

function states(each: LocalGroup): string[] {
  return each.files.map((file) => file.state);
}

async function settled(each: LocalGroup, state = "sent"): Promise<void> {
  await vi.waitFor(() => expect(new Set(states(each))).toEqual(new Set([state])));
}

beforeEach(() => {
  server = new Server();
  engine = new UploadEngine({ line: server, reading, findTask: (taskid) => server.tasks.get(taskid) });
  server.engine = engine;
});

describe("an upload", () => {
  test("announces each file once and sends it all, in order", async () => {
    const album = group("g", "Album/1.mp3", "Album/2.mp3", "Album/3.mp3", "Album/4.mp3");
    engine.add(album);
    await settled(album);
    expect(server.initiated()).toEqual(["1.mp3", "2.mp3", "3.mp3", "4.mp3"]);
    for (const file of album.files) {
      const sent = server.frames.filter(({ taskid }) => taskid === file.taskid);
      expect(sent.reduce((sum, { size }) => sum + size, 0)).toBe(file.size);
    }
    expect(engine.busy).toBe(false);
  });

  test("tells the server what it needs to know", async () => {
    const file = new LocalFile(makeSource("Ä/clip.MP4", "moving"));
    const videos = new LocalGroup("g", "Ä", [file], [], true);
    engine.add(videos);
    await settled(videos);
    expect(server.calls[0]).toEqual([
      "InitiateUpload",
      expect.objectContaining({
        taskid: file.taskid,
        contenttype: "video",
        filesize: 6,
        encoding: "binary",
        filename: "clip.MP4",
        annotations: { groupid: "g", groupsize: 1, relativepath: "Ä/clip.MP4", autopilot: true },
      }),
    ]);
    expect(file.taskid).toMatch(/^[0-9a-f]{40}-[0-9a-f]{10}$/);
  });

  test("sends at most three large files at once", async () => {
    server.answering = false;
    const files = ["1.mp3", "2.mp3", "3.mp3", "4.mp3", "5.mp3"].map((path) => new LocalFile(makeSource(path, 2 << 20)));
    const album = new LocalGroup("g", "", files, [], false);
    engine.add(album);
    await vi.waitFor(() => expect(states(album).filter((state) => state === "sending")).toHaveLength(3));
    await vi.waitFor(() => expect(states(album).slice(3)).toEqual(["hashed", "hashed"]));
    expect(server.calls).toHaveLength(3);
  });

  test("sends more small files at once", async () => {
    server.answering = false;
    const album = group("g", "1.mp3", "2.mp3", "3.mp3", "4.mp3", "5.mp3");
    engine.add(album);
    await vi.waitFor(() => expect(new Set(states(album))).toEqual(new Set(["sending"])));
  });

  test("does not flood the socket", async () => {
    server.backlog = 64 << 20;
    const album = group("g", "1.mp3");
    engine.add(album);
    await vi.waitFor(() => expect(states(album)).toEqual(["sending"]));
    expect(server.frames).toHaveLength(0);
    server.backlog = 0;
    await settled(album);
  });
});

describe("what goes wrong", () => {
  test("a refused file fails with the server's sentence, the others go on", async () => {
    const album = group("g", "1.mp3");
    server.refusal = new Error("The file is too large.");
    engine.add(album);
    await settled(album, "failed");
    expect(album.files[0]!.message).toBe("The file is too large.");
    server.refusal = null;
    engine.retry(album.files[0]!);
    await settled(album);
  });

  test("a file the server finds broken fails, and can be sent again", async () => {
    const album = group("g", "1.mp3");
    server.answering = false;
    engine.add(album);
    await vi.waitFor(() => expect(server.frames).toHaveLength(1));
    server.move(album.files[0]!.taskid!, "uploadfailed", "The checksums differ.");
    expect(states(album)).toEqual(["failed"]);
    expect(album.files[0]!.message).toBe("The checksums differ.");
  });

  test("an upload somebody else took back is forgotten", async () => {
    const album = group("g", "1.mp3", "2.mp3");
    server.answering = false;
    engine.add(album);
    await vi.waitFor(() => expect(server.frames.length).toBeGreaterThan(0));
    server.move(album.files[0]!.taskid!, "remove");
    expect(engine.groups).toEqual([]);
  });
});

describe("interruptions", () => {
  test("after a lost connection the missing chunks are asked for again", async () => {
    const album = group("g", "1.mp3");
    server.answering = false;
    engine.add(album);
    await vi.waitFor(() => expect(server.frames).toHaveLength(1));
    engine.onClosed();
    server.answering = true;
    engine.onReopened();
    expect(server.frames.at(-1)).toEqual({ taskid: album.files[0]!.taskid, offset: 0, size: 0 });
    await settled(album);
  });

  test("a server that lost the task is told about the file again", async () => {
    const album = group("g", "1.mp3");
    server.answering = false;
    engine.add(album);
    await vi.waitFor(() => expect(server.frames).toHaveLength(1));
    engine.onClosed();
    server.tasks.clear();
    server.answering = true;
    engine.onReopened();
    await settled(album);
    expect(server.calls).toHaveLength(2);
  });

  test("pausing stops asking back, resuming goes on", async () => {
    const album = group("g", "1.mp3", "2.mp3");
    server.answering = false;
    engine.add(album);
    await vi.waitFor(() => expect(states(album)).toEqual(["sending", "sending"]));
    engine.pause(album);
    const before = server.frames.length;
    for (const taskid of server.tasks.keys()) server.ask(taskid);
    expect(server.frames).toHaveLength(before);
    server.answering = true;
    engine.resume(album);
    await settled(album);
  });

  test("what the server has already is not sent again", async () => {
    const album = group("g", "1.mp3");
    engine.add(album);
    await settled(album);
    engine.drop(album);
    const again = group("g", "1.mp3", "2.mp3");
    engine.add(again);
    await settled(again);
    expect(server.initiated()).toEqual(["1.mp3", "2.mp3"]);
  });

  test("dropping the same files while they are on their way changes nothing", async () => {
    const album = group("g", "1.mp3", "2.mp3");
    engine.add(album);
    engine.add(group("g", "1.mp3", "2.mp3"));
    expect(engine.groups).toEqual([album]);
    await settled(album);
    expect(server.initiated()).toEqual(["1.mp3", "2.mp3"]);
  });
});
