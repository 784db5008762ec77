/** Makes the card of a group of uploads from its tasks on the server and its files on this device. */
import type { State, Task } from "../api/types";
import { failureOf, isFailed, textOf } from "../state/taskboard";
import { isCoverName, isPicture } from "../upload/filetypes";
import type { LocalFile, LocalGroup } from "../upload/model";
import type { Card, CardFile, Phase } from "./card";

export interface GroupFacts {
  groupid: string;
  tasks: readonly Task[];
  group: LocalGroup | null;
  online: boolean;
  /** Whether bytes arrived lately. */
  moving: boolean;
  looseTitle: string;
}

const EXAMINING = new Set<State>(["uploadcomplete", "preprocessing"]);
const MOVING = new Set<State>(["startintegration", "integrating", "replacing", "readyforimport"]);

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function receivedOf(task: Task): number {
  return task.state === "waitforchunk" ? (task.offset ?? 0) : (task.filesize ?? 0);
}

function fileOfTask(task: Task, local: LocalFile | null): CardFile {
  const failed = isFailed(task.state) && local?.state !== "sending" && local?.state !== "hashed";
  return {
    path: textOf(task, "relativepath") ?? task.sourcefilename ?? "",
    size: task.filesize ?? 0,
    received: receivedOf(task),
    local,
    task,
    failed: failed || local?.state === "failed",
    message: failed ? failureOf(task) : (local?.message ?? null),
  };
}

function fileOfLocal(local: LocalFile): CardFile {
  return { path: local.path, size: local.size, received: 0, local, task: null, failed: local.state === "failed", message: local.message };
}

/** The file on this device a task is about. Before its checksum is known, its path and its size tell. */
function localOf(task: Task, locals: ReadonlyMap<string, LocalFile>): LocalFile | null {
  const local = locals.get(task.id.slice(task.id.lastIndexOf("-") + 1));
  if (!local) return null;
  return local.taskid === task.id || (local.taskid === null && local.size === task.filesize) ? local : null;
}

function filesOf(tasks: readonly Task[], group: LocalGroup | null): CardFile[] {
  const locals = new Map((group?.files ?? []).map((file) => [file.pathHash, file]));
  const files = tasks.map((task) => {
    const local = localOf(task, locals);
    if (local) locals.delete(local.pathHash);
    return fileOfTask(task, local);
  });
  // What was sent and has no task any more has moved on, to the shelf or into the files of an archive.
  for (const local of locals.values()) if (local.state !== "sent") files.push(fileOfLocal(local));
  return files.sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** What all songs say about their album, or null when they differ or say nothing. */
function agreed(tasks: readonly Task[], ...annotations: string[]): string | null {
  let found: string | null = null;
  for (const task of tasks) {
    const value = annotations.map((name) => textOf(task, name)).find((each) => each !== null);
    if (!value) continue;
    if (found !== null && found !== value) return null;
    found = value;
  }
  return found;
}

/** The folder all files lie in. */
function commonFolder(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split("/").slice(0, -1));
  let depth = first.length;
  for (const folders of others) {
    while (depth > 0 && folders.slice(0, depth).join("/") !== first.slice(0, depth).join("/")) depth--;
  }
  return first[depth - 1] ?? "";
}

function titleOf(facts: GroupFacts, files: readonly CardFile[]): string {
  const album = agreed(facts.tasks, "album");
  if (album) return album;
  const folder = nameOf(facts.group?.folder ?? "") || commonFolder(files.map((file) => file.path));
  if (folder) return folder;
  return files.length === 1 && files[0] ? nameOf(files[0].path) : facts.looseTitle;
}

function localPhase({ group, tasks, online }: GroupFacts): Phase | null {
  const open = group?.files.filter((file) => file.state !== "sent" && file.state !== "failed") ?? [];
  if (open.length === 0) return null;
  if (group?.paused) return "paused";
  if (!online) return "offline";
  if (tasks.length > 0 || open.some((file) => file.state === "sending")) return "uploading";
  return open.some((file) => file.state !== "queued") ? "reading" : "waiting";
}

function phaseOf(facts: GroupFacts, files: readonly CardFile[]): Phase {
  const states = facts.tasks.map((task) => task.state);
  const local = localPhase(facts);
  if (local) return local;
  if (states.includes("waitforchunk")) return facts.moving || facts.group ? "uploading" : "orphaned";
  if (states.some((state) => EXAMINING.has(state))) return "examining";
  if (states.some((state) => MOVING.has(state))) return "moving";
  if (states.includes("readyforintegration")) return "naming";
  return files.length === 0 ? "nothing" : "failed";
}

function progressOf(phase: Phase, card: { received: number; total: number }, group: LocalGroup | null): number | null {
  if (phase === "reading") {
    const hashed = group?.files.reduce((sum, file) => sum + file.hashed, 0) ?? 0;
    return card.total > 0 ? hashed / card.total : 0;
  }
  if (["waiting", "uploading", "paused", "offline", "orphaned"].includes(phase)) return card.total > 0 ? card.received / card.total : 0;
  return phase === "naming" || phase === "failed" || phase === "nothing" ? 1 : null;
}

export function makeGroupCard(facts: GroupFacts): Card {
  const { tasks, group } = facts;
  const files = filesOf(tasks, group);
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const received = files.reduce((sum, file) => sum + file.received, 0);
  const phase = phaseOf(facts, files);
  return {
    key: facts.groupid,
    groupid: facts.groupid,
    phase,
    title: titleOf(facts, files),
    artist: agreed(tasks, "albumartist", "artist"),
    total,
    received,
    progress: progressOf(phase, { total, received }, group),
    speed: 0,
    remaining: null,
    files,
    skipped: group?.skipped ?? [],
    group,
    autopilot: group?.autopilot ?? tasks.some((task) => task.annotations.autopilot === true),
    path: null,
    albumid: null,
    video: false,
    task: null,
  };
}

/** The picture of a group that will most likely be its cover. */
export function coverOf(group: LocalGroup | null): File | null {
  const pictures = group?.files.filter((file) => isPicture(file.path)) ?? [];
  return (pictures.find((file) => isCoverName(file.path)) ?? pictures[0])?.file ?? null;
}
