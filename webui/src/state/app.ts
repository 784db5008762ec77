/** Ties the stores of this page together: the connection feeds the task board and the upload engine. */
import { signal } from "@preact/signals";

import { server } from "../api/server";
import type { ServerInfo } from "../api/types";
import { UploadEngine } from "../upload/engine";
import { makeFileReading } from "../upload/fileworker";
import { TaskBoard } from "./taskboard";

export const board = new TaskBoard();
export const engine = new UploadEngine({ line: server, reading: makeFileReading(), findTask: (taskid) => board.find(taskid) });
/** Resolves when the tasks of the server are known for the first time. */
export const tasksKnown = Promise.withResolvers<undefined>();
export const serverInfo = signal<ServerInfo | null>(null);

async function reloadTasks(): Promise<void> {
  board.beginReload();
  board.finishReload(await server.request("GetCurrentTasks", {}));
}

export function startTasks(): void {
  server.on("task", (event, news) => {
    board.take(news);
    engine.onTask(event, news);
  });
  server.on("closed", () => engine.onClosed());
  server.on("open", (again) => {
    void server.request("GetServerInfo", {}).then((info) => (serverInfo.value = info));
    void reloadTasks().then(() => {
      tasksKnown.resolve(undefined);
      if (again) engine.onReopened();
    });
  });
  // A page that is closed while files are on their way loses nothing, but the person should know that it stops.
  addEventListener("beforeunload", (event) => {
    if (engine.busy) event.preventDefault();
  });
}
