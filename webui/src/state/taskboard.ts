/** All tasks the server knows, kept up to date by its notifications; and what was imported while this page was open. */
import { batch, signal, type ReadonlySignal } from "@preact/signals";

import type { CurrentTasks, State, Task, TaskNews } from "../api/types";
import { Throttle } from "./throttle";

/** What became of an import task: where the album or video is now. */
export interface Imported {
  path: string;
  albumid: number | null;
  groupid: string | null;
}

const FAILED = new Set<State>(["uploadfailed", "invalidcontent", "integrationfailed", "importfailed"]);
const REPAINT_INTERVAL = 90;

export function isFailed(state: State): boolean {
  return FAILED.has(state);
}

/** An annotation that is a text, or null. */
export function textOf(task: Task, annotation: string): string | null {
  const value = task.annotations[annotation];
  return typeof value === "string" && value !== "" ? value : null;
}

/** The server's sentence about what went wrong with a task. */
export function failureOf(task: Task): string | null {
  const failure = task.annotations.failure as { message?: string } | null | undefined;
  return failure?.message ?? null;
}

/** The directory or file in the music directory an import is about, or null when the task is no import. */
export function importTargetOf(task: Task): string | null {
  if (task.sourcefilename !== null) return null;
  if (task.contenttype === "album") return task.albumpath;
  return task.contenttype === "video" ? task.videopath : null;
}

export class TaskBoard {
  readonly tasks: ReadonlySignal<ReadonlyMap<string, Task>>;
  /** By path, newest last. */
  readonly imported: ReadonlySignal<ReadonlyMap<string, Imported>>;

  readonly #tasks = signal<ReadonlyMap<string, Task>>(new Map());
  readonly #imported = signal<ReadonlyMap<string, Imported>>(new Map());
  readonly #changes = new Map<string, Task | null>();
  readonly #newlyImported = new Map<string, Imported>();
  readonly #repaint = new Throttle(REPAINT_INTERVAL, () => this.#apply());
  #heardSince: Set<string> | null = null;

  constructor() {
    this.tasks = this.#tasks;
    this.imported = this.#imported;
  }

  /** The freshest knowledge about one task, including what is not painted yet. */
  find(taskid: string): Task | undefined {
    const change = this.#changes.get(taskid);
    return change === null ? undefined : (change ?? this.#tasks.value.get(taskid));
  }

  /** The freshest knowledge about all tasks. */
  all(): readonly Task[] {
    this.#repaint.flush();
    return [...this.#tasks.value.values()];
  }

  /** Takes one notification. */
  take(news: TaskNews): void {
    const { taskid, state, task } = news;
    if (taskid === null) return;
    this.#heardSince?.add(taskid);
    const path = task && state === "importcomplete" ? importTargetOf(task) : null;
    if (task && path) {
      const albumid = task.annotations.albumid;
      const imported = { path, albumid: typeof albumid === "number" ? albumid : null, groupid: textOf(task, "groupid") };
      this.#newlyImported.set(path, imported);
    }
    this.#changes.set(taskid, task && state !== "remove" && state !== "notexisting" ? task : null);
    this.#repaint.touch();
  }

  /** From now on notifications are newer than the list that is being fetched. */
  beginReload(): void {
    this.#heardSince = new Set();
  }

  /** Takes the whole list; what was heard since `beginReload` is newer and stays. */
  finishReload(current: CurrentTasks): void {
    this.#apply();
    const heard = this.#heardSince ?? new Set();
    this.#heardSince = null;
    const fresh = new Map<string, Task>();
    for (const task of Object.values(current).flat() as Task[]) {
      if (task.state !== "remove" && !heard.has(task.id)) fresh.set(task.id, task);
    }
    for (const task of this.#tasks.value.values()) {
      if (heard.has(task.id)) fresh.set(task.id, task);
    }
    this.#tasks.value = fresh;
  }

  /** Takes a finished import off the list. */
  dismissImported(path: string): void {
    const left = new Map(this.#imported.value);
    if (left.delete(path)) this.#imported.value = left;
  }

  #apply(): void {
    batch(() => {
      if (this.#changes.size > 0) this.#tasks.value = merged(this.#tasks.value, this.#changes);
      if (this.#newlyImported.size > 0) this.#imported.value = merged(this.#imported.value, this.#newlyImported);
      this.#changes.clear();
      this.#newlyImported.clear();
    });
  }
}

function merged<V>(values: ReadonlyMap<string, V>, changes: ReadonlyMap<string, V | null>): Map<string, V> {
  const result = new Map(values);
  for (const [key, value] of changes) {
    if (value === null) result.delete(key);
    else result.set(key, value);
  }
  return result;
}
