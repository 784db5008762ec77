/** The comparison of the music directory with the catalogue: begun here, told by the task that does it. */
import { signal } from "@preact/signals";

import { sentenceOf } from "../api/errors";
import { server } from "../api/server";
import type { Task } from "../api/types";
import { failureOf } from "../state/taskboard";
import type { Scan } from "./findings";

export const scan = signal<Scan | null>(null);
export const scanning = signal(false);
export const problem = signal<string | null>(null);

/** Begins a comparison and waits for the task that does it. */
function compare(): Promise<Task> {
  return new Promise((resolve, reject) => {
    const done = new Map<string, Task>();
    const asked = { taskid: "" };
    // A small collection is compared before the answer is here.
    const settle = () => {
      const task = done.get(asked.taskid);
      if (!task) return;
      stop();
      resolve(task);
    };
    const stop = server.on("task", (_event, { task }) => {
      if (task?.state !== "fsscancomplete" && task?.state !== "fsscanfailed") return;
      done.set(task.id, task);
      settle();
    });
    server.request("InitiateFilesystemScan", {}).then(
      (taskid) => {
        asked.taskid = taskid;
        settle();
      },
      (error: unknown) => {
        stop();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}

/** So often it was asked for while they were compared already. */
let askedAgain = 0;

/** Compares them, and again when asked meanwhile; what was found before stays until then. */
export async function startScan(): Promise<void> {
  if (scanning.value) {
    askedAgain++;
    return;
  }
  const asked = askedAgain;
  [scanning.value, problem.value] = [true, null];
  try {
    const task = await compare();
    if (task.state === "fsscanfailed") problem.value = failureOf(task);
    else scan.value = task.annotations as unknown as Scan;
  } catch (error) {
    problem.value = sentenceOf(error);
  }
  scanning.value = false;
  if (asked !== askedAgain) void startScan();
}
