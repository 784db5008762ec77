/** What a person can do with a card. */
import { sentenceOf } from "../api/errors";
import { server } from "../api/server";
import { t } from "../i18n/language";
import { navigate } from "../router/router";
import { pathTo } from "../router/routes";
import { board, engine } from "../state/app";
import { tell } from "../state/messages";
import { takeIn } from "../upload/intake";
import type { SourceFile } from "../upload/walk";
import type { Card, CardFile } from "./card";

/** Takes dropped files to the server and shows them on their way. */
export async function upload(files: Promise<SourceFile[]> | SourceFile[], autopilot: boolean): Promise<void> {
  try {
    const sources = await files;
    const { uploads } = await server.request("GetServerInfo", {});
    const { groups, strays } = takeIn(sources, uploads, board.all(), autopilot);
    for (const group of groups) engine.add(group);
    if (groups.length === 0) tell(t.drop.nothing);
    else navigate(pathTo.inbox);
    if (strays > 0) tell(t.drop.strays(strays));
  } catch {
    tell(t.drop.unreadable);
  }
}

async function attempt(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    tell(sentenceOf(error));
  }
}

/** Takes a card off the inbox, with everything the server has of it. */
export function removeCard(card: Card): Promise<void> {
  return attempt(async () => {
    if (card.group) engine.drop(card.group);
    if (card.path) board.dismissImported(card.path);
    if (card.task) await server.request("RemoveUpload", { taskid: card.task.id });
    const tasks = card.files.flatMap(({ task }) => task ?? []);
    if (tasks.length === 0) return;
    if (tasks.some((task) => task.annotations.groupid === card.groupid)) {
      await server.request("RemoveUploads", { groupid: card.groupid ?? "" });
    } else {
      for (const task of tasks) await server.request("RemoveUpload", { taskid: task.id });
    }
  });
}

export function removeFile(file: CardFile): Promise<void> {
  return attempt(async () => {
    if (file.local) engine.dropFile(file.local);
    if (file.task) await server.request("RemoveUpload", { taskid: file.task.id });
  });
}

/** Whether trying again could help: the file must be on this device. */
export function canRetry(file: CardFile): boolean {
  return file.local !== null;
}

export function retryFile(file: CardFile): void {
  if (file.local) engine.retry(file.local);
}

/** Imports once more what failed to be imported; the failed task makes room. */
export function retryImport(card: Card): Promise<void> {
  return attempt(async () => {
    if (!card.task || !card.path) return;
    await server.request("InitiateMusicImport", { contenttype: card.task.contenttype, contentpath: card.path });
    await server.request("RemoveUpload", { taskid: card.task.id });
  });
}

export function togglePause(card: Card): void {
  if (!card.group) return;
  if (card.group.paused) engine.resume(card.group);
  else engine.pause(card.group);
}
