/** Takes files to the server: hashes the next one while the current ones are sent, goes on after every interruption. */
import { signal, type ReadonlySignal } from "@preact/signals";

import { sentenceOf } from "../api/errors";
import type { TaskEvent } from "../api/packets";
import type { Arguments, FunctionName, Result, Task, TaskNews } from "../api/types";
import { isFailed } from "../state/taskboard";
import { Throttle } from "../state/throttle";
import type { FileReading } from "./fileworker";
import { isVideo } from "./filetypes";
import { makeResumeFrame } from "./frames";
import type { LocalFile, LocalGroup } from "./model";
import { ChunkSender, type FrameLine } from "./sender";

export interface UploadLine extends FrameLine {
  request: <N extends FunctionName>(name: N, parameters: Arguments<N>) => Promise<Result<N>>;
}

export interface EngineOptions {
  line: UploadLine;
  reading: FileReading;
  findTask: (taskid: string) => Task | undefined;
}

const FILES_AT_ONCE = 3;
/** Small files wait for answers more than for bytes, so more of them are under way, as long as they are few bytes. */
const SMALL_FILES_AT_ONCE = 8;
const SMALL_BYTES = 4 << 20;
const HASHED_AHEAD = 8;
const REPORT_INTERVAL = 80;

interface Placed {
  group: LocalGroup;
  file: LocalFile;
}

export class UploadEngine {
  /** Counts up when any group or file changed. */
  readonly version: ReadonlySignal<number>;
  readonly groups: LocalGroup[] = [];

  readonly #options: EngineOptions;
  readonly #sender: ChunkSender;
  readonly #version = signal(0);
  readonly #report = new Throttle(REPORT_INTERVAL, () => this.#version.value++);
  readonly #sending = new Map<string, Placed>();
  #hashing: { file: LocalFile; abort: AbortController } | null = null;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.version = this.#version;
    this.#sender = new ChunkSender(options.line, options.reading, (file) => this.#fail(file, null));
  }

  /** True while bytes are on their way or wait to be. */
  get busy(): boolean {
    return this.groups.some((group) => group.files.some((file) => file.state !== "sent" && file.state !== "failed"));
  }

  groupOf(groupid: string): LocalGroup | undefined {
    return this.groups.find((group) => group.id === groupid);
  }

  fileOf(taskid: string): LocalFile | undefined {
    return this.#placeOf((file) => file.taskid === taskid)?.file;
  }

  /** Adds a group, or continues the one that is here already under this id. Returns the one that counts from now on. */
  add(group: LocalGroup): LocalGroup {
    const known = this.groupOf(group.id);
    if (!known) this.groups.push(group);
    else this.#merge(known, group);
    this.#go();
    return known ?? group;
  }

  pause(group: LocalGroup): void {
    group.paused = true;
    for (const [taskid, placed] of [...this.#sending]) {
      if (placed.group !== group) continue;
      placed.file.state = "hashed";
      this.#sending.delete(taskid);
      this.#sender.forget(taskid);
    }
    this.#go();
  }

  resume(group: LocalGroup): void {
    group.paused = false;
    this.#go();
  }

  /** Forgets a group. What the server has of it is the caller's business. */
  drop(group: LocalGroup): void {
    this.pause(group);
    if (this.#hashing && group.files.includes(this.#hashing.file)) this.#hashing.abort.abort();
    const index = this.groups.indexOf(group);
    if (index >= 0) this.groups.splice(index, 1);
    this.#go();
  }

  /** Forgets one file. */
  dropFile(file: LocalFile): void {
    const placed = this.#placeOf((each) => each === file);
    if (!placed) return;
    this.#leave(file);
    if (this.#hashing?.file === file) this.#hashing.abort.abort();
    placed.group.files.splice(placed.group.files.indexOf(file), 1);
    if (placed.group.files.length === 0) this.groups.splice(this.groups.indexOf(placed.group), 1);
    this.#go();
  }

  retry(file: LocalFile): void {
    file.message = null;
    file.state = file.checksum ? "hashed" : "queued";
    this.#go();
  }

  /** Takes a notification about a task; only those about files that are being sent matter here. */
  onTask(event: TaskEvent, news: TaskNews): void {
    const placed = news.taskid === null ? undefined : this.#sending.get(news.taskid);
    if (placed && news.taskid !== null) {
      if (event === "ChunkRequest") this.#answer(placed.file, news.taskid, news.offset ?? 0, news.chunksize ?? 0);
      else this.#follow(placed, news);
    }
    this.#sender.pump();
  }

  onClosed(): void {
    this.#sender.reset();
  }

  /** The line is back and the tasks are known: asks for what the server still misses. */
  onReopened(): void {
    this.#sender.reset();
    for (const [taskid, placed] of [...this.#sending]) {
      const task = this.#options.findTask(taskid);
      if (task?.state === "waitforchunk") this.#options.line.sendFrame(makeResumeFrame(taskid));
      else void this.#initiate(placed, taskid);
    }
  }

  #answer(file: LocalFile, taskid: string, offset: number, chunksize: number): void {
    const size = Math.min(chunksize, file.size - offset);
    if (size > 0) void this.#sender.send(file, taskid, offset, size);
  }

  #follow({ group, file }: Placed, news: TaskNews): void {
    if (news.state === "waitforchunk" || news.state === "new") return;
    if (isFailed(news.state)) this.#fail(file, news.message);
    else if (news.state !== "remove" && news.state !== "notexisting") this.#settle(file, "sent");
    // Somebody took it back on another screen: this file alone, or all of them.
    else if (news.task?.annotations.alone === true) this.dropFile(file);
    else this.drop(group);
  }

  #merge(known: LocalGroup, group: LocalGroup): void {
    for (const file of group.files) {
      const same = known.files.find((each) => each.path === file.path && each.size === file.size);
      if (!same) known.files.push(file);
      else {
        same.file = file.file;
        if (same.state === "failed" || !this.#isKnown(same)) this.retry(same);
      }
    }
    known.skipped.splice(0, known.skipped.length, ...group.skipped);
    known.paused = false;
  }

  #isKnown(file: LocalFile): boolean {
    return file.state !== "sent" || (file.taskid !== null && this.#options.findTask(file.taskid) !== undefined);
  }

  #placeOf(matches: (file: LocalFile) => boolean): Placed | undefined {
    for (const group of this.groups) {
      const file = group.files.find(matches);
      if (file) return { group, file };
    }
    return undefined;
  }

  #next(state: LocalFile["state"]): Placed | undefined {
    for (const group of this.groups) {
      const file = group.paused ? undefined : group.files.find((each) => each.state === state);
      if (file) return { group, file };
    }
    return undefined;
  }

  #go(): void {
    for (let next = this.#next("hashed"); next && this.#hasRoom(next.file); next = this.#next("hashed")) this.#start(next);
    const next = this.#hashing ? undefined : this.#next("queued");
    if (next && this.#countHashed() < HASHED_AHEAD) void this.#hash(next.file);
    this.#report.touch();
  }

  #hasRoom(file: LocalFile): boolean {
    if (this.#sending.size < FILES_AT_ONCE) return true;
    const bytes = [...this.#sending.values()].reduce((sum, placed) => sum + placed.file.size, file.size);
    return this.#sending.size < SMALL_FILES_AT_ONCE && bytes <= SMALL_BYTES;
  }

  #countHashed(): number {
    return this.groups.reduce((sum, group) => sum + (group.paused ? 0 : group.files.filter((file) => file.state === "hashed").length), 0);
  }

  async #hash(file: LocalFile): Promise<void> {
    const abort = new AbortController();
    this.#hashing = { file, abort };
    file.state = "reading";
    const onProgress = (bytes: number) => {
      file.hashed = bytes;
      this.#report.touch();
    };
    try {
      file.checksum = await this.#options.reading.hash(file.file, onProgress, abort.signal);
      file.hashed = file.size;
      file.state = "hashed";
    } catch {
      if (!abort.signal.aborted) this.#fail(file, null);
    }
    this.#hashing = null;
    this.#go();
  }

  #start(placed: Placed): void {
    const taskid = placed.file.taskid ?? "";
    const task = this.#options.findTask(taskid);
    if (task && task.state !== "waitforchunk" && !isFailed(task.state)) {
      placed.file.state = "sent";
      return;
    }
    placed.file.state = "sending";
    this.#sending.set(taskid, placed);
    void this.#initiate(placed, taskid);
  }

  async #initiate({ group, file }: Placed, taskid: string): Promise<void> {
    try {
      await this.#options.line.request("InitiateUpload", {
        taskid,
        mimetype: file.file.type,
        contenttype: group.artworkof !== null ? "artwork" : isVideo(file.path) ? "video" : "albumfile",
        filesize: file.size,
        checksum: file.checksum ?? "",
        filename: file.file.name,
        encoding: "binary",
        annotations: annotationsOf(group, file),
      });
    } catch (error) {
      if (this.#sending.get(taskid)?.file === file) this.#fail(file, sentenceOf(error));
    }
  }

  #fail(file: LocalFile, message: string | null): void {
    file.message = message;
    this.#settle(file, "failed");
  }

  #settle(file: LocalFile, state: "sent" | "failed"): void {
    this.#leave(file);
    file.state = state;
    this.#go();
  }

  #leave(file: LocalFile): void {
    if (file.taskid === null) return;
    this.#sending.delete(file.taskid);
    this.#sender.forget(file.taskid);
  }
}

/** What the server should know about a file beside its content. With the size of its group it can tell when all have come. */
function annotationsOf(group: LocalGroup, file: LocalFile): Record<string, unknown> {
  if (group.artworkof !== null) return { artworkof: group.artworkof };
  const annotations = { groupid: group.id, groupsize: group.files.length, relativepath: file.path };
  return group.autopilot ? { ...annotations, autopilot: true } : annotations;
}
