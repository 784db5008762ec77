/** What a person can do with a card. */
import { sentenceOf } from "../api/errors";
import { server } from "../api/server";
import { t } from "../i18n/language";
import { navigate } from "../router/router";
import { pathTo } from "../router/routes";
import { board, engine } from "../state/app";
import { tell } from "../state/messages";
import { takeIn } from "../upload/intake";
import { LocalGroup } from "../upload/model";
import type { SourceFile } from "../upload/walk";
import type { Card, CardFile } from "./card";

/** Takes dropped files to the server and shows them on their way; albums of the folders `done` are left out. Returns the others. */
export async function upload(files: Promise<SourceFile[]> | SourceFile[], autopilot: boolean, done: readonly string[] = []): Promise<readonly LocalGroup[]> {
  try {
    const sources = await files;
    const { uploads } = await server.request("GetServerInfo", {});
    const taken = takeIn(sources, uploads, board.all(), autopilot);
    const groups = taken.groups.filter(({ folder }) => !done.includes(folder)).map((group) => engine.add(group));
    if (groups.length > 0) navigate(pathTo.inbox);
    else if (done.length === 0) tell(t.drop.nothing);
    if (taken.strays > 0 && done.length === 0) tell(t.drop.strays(taken.strays));
    return groups;
  } catch {
    tell(t.drop.unreadable);
    return [];
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
    // Whoever sends it from elsewhere goes on with the other files.
    if (file.task) await server.request("AnnotateUpload", { taskid: file.task.id, alone: true });
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

export function pauseAll(): void {
  for (const group of engine.groups) if (!group.done) engine.pause(group);
}

export function resumeAll(): void {
  for (const group of engine.groups) engine.resume(group);
}

/** Takes off all that is on its way from this device. Whoever slipped gets it back: the files are still at hand. */
export async function cancelAll(cards: readonly Card[]): Promise<void> {
  const gone = cards.filter(({ group }) => group !== null);
  const again = gone.flatMap(({ group }) => (group ? [group.anew()] : []));
  for (const card of gone) await removeCard(card);
  tell(t.inbox.canceled(gone.length), { label: t.inbox.undoCancel, act: () => again.forEach((group) => void engine.add(group)) });
}
