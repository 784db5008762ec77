/** From dropped files to groups the engine can take: leaves out what the server would refuse, continues what was begun. */
import type { ServerInfo, Task } from "../api/types";
import { formatBytes } from "../i18n/format";
import { t } from "../i18n/language";
import { extensionOf, isVideo } from "./filetypes";
import { groupFiles } from "./grouping";
import { hashOfPath, LocalFile, LocalGroup, makeGroupId, type SkippedFile } from "./model";
import type { SourceFile } from "./walk";

export type UploadRules = ServerInfo["uploads"];

export interface Intake {
  groups: LocalGroup[];
  /** How many files belong to no group. */
  strays: number;
}

/** Why the server would not take this file, in a sentence; null when it would. */
function reasonToSkip(source: SourceFile, rules: UploadRules): string | null {
  const extension = extensionOf(source.path);
  if (!rules.allow.includes(isVideo(source.path) ? "video" : "albumfile")) return t.skipped.notAllowed;
  if (!rules.extensions.includes(extension)) return extension ? t.skipped.type(extension) : t.skipped.untyped;
  if (source.file.size === 0) return t.skipped.empty;
  if (source.file.size > rules.maxsize) return t.skipped.large(formatBytes(rules.maxsize));
  return null;
}

/** The group an interrupted upload of one of these files belongs to, so that dropping the same files again continues it. */
function begunGroup(files: readonly SourceFile[], tasksByPath: ReadonlyMap<string, Task>): string | null {
  for (const { path, file } of files) {
    const task = tasksByPath.get(hashOfPath(path));
    const groupid = task?.annotations.groupid;
    if (task?.filesize === file.size && typeof groupid === "string") return groupid;
  }
  return null;
}

/** Sorts everything that was dropped into groups. `tasks` are those the server has already. */
export function takeIn(sources: readonly SourceFile[], rules: UploadRules, tasks: Iterable<Task>, autopilot: boolean): Intake {
  const tasksByPath = new Map<string, Task>();
  for (const task of tasks) tasksByPath.set(task.id.slice(task.id.lastIndexOf("-") + 1), task);
  const { groups, strays } = groupFiles(sources);
  return {
    strays: strays.length,
    groups: groups.map(({ folder, files }) => {
      const skipped: SkippedFile[] = [];
      const taken = files.filter((source) => {
        const reason = reasonToSkip(source, rules);
        if (reason) skipped.push({ path: source.path, reason });
        return reason === null;
      });
      const id = begunGroup(taken, tasksByPath) ?? makeGroupId();
      return new LocalGroup(id, folder, taken.map((source) => new LocalFile(source)), skipped, autopilot);
    }),
  };
}
