/** Another cover: one picture goes to the server and becomes that of an album or a video, on all screens. */
import { effect, signal } from "@preact/signals";

import { server } from "../api/server";
import { t } from "../i18n/language";
import { board, engine } from "../state/app";
import { dependOn } from "../state/depend";
import { tell } from "../state/messages";
import { failureOf, isFailed } from "../state/taskboard";
import { tellChange } from "../state/undo";
import { attempt } from "../state/useAnswer";
import { isCoverName, isPicture } from "./filetypes";
import { LocalFile, LocalGroup, makeGroupId } from "./model";

/** The paths of what is being given a picture. */
export const covering = signal<ReadonlySet<string>>(new Set());

function isBusy(path: string, busy: boolean): void {
  const paths = new Set(covering.value);
  if (busy) paths.add(path);
  else paths.delete(path);
  covering.value = paths;
}

function refuse(path: string, sentence: string): void {
  tell(sentence, { label: t.cover.choose, act: () => chooseCover(path) });
}

/** The picture among some files that is meant, or null when there is none. */
export function pictureAmong(files: readonly File[]): File | null {
  const pictures = files.filter(({ name }) => isPicture(name));
  return pictures.find(({ name }) => isCoverName(name)) ?? pictures[0] ?? null;
}

/** Makes one of the files the picture of the album or video at a path of the music directory. */
export function giveCover(path: string, files: readonly File[]): void {
  const picture = pictureAmong(files);
  if (!picture) {
    refuse(path, t.cover.noPicture(files[0]?.name ?? ""));
    return;
  }
  // The same picture may go to two albums at once: its path tells their tasks apart.
  const local = new LocalFile({ file: picture, path: `${path}/${picture.name}` });
  const group = new LocalGroup(makeGroupId(), "", [local], [], false, path);
  const end = () => {
    stopHearing();
    stopLooking();
    engine.drop(group);
    isBusy(path, false);
  };
  const fail = (sentence: string | null) => {
    const known = local.taskid !== null && board.find(local.taskid);
    end();
    refuse(path, sentence ?? t.cover.failed(picture.name));
    if (local.taskid !== null && known) void attempt("RemoveUpload", { taskid: local.taskid });
  };
  const stopHearing = server.on("task", (_, { taskid, state, task, message }) => {
    if (taskid === null || taskid !== local.taskid) return;
    if (isFailed(state)) fail((task && failureOf(task)) ?? message);
    else if (state === "remove" || state === "notexisting") end();
    else if (state === "importcomplete") {
      const changeid = task?.annotations.changeid;
      if (typeof changeid === "number") tellChange(t.cover.changed, [changeid]);
    }
  });
  isBusy(path, true);
  engine.add(group);
  // What is refused before a byte was sent is no task, and no news tells of it.
  const stopLooking = effect(() => {
    dependOn(engine.version);
    if (local.state === "failed") queueMicrotask(() => covering.value.has(path) && fail(local.message));
  });
}

/** Lets a person choose a picture for what is at a path. */
export function chooseCover(path: string): void {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = "image/*";
  input.onchange = () => giveCover(path, [...(input.files ?? [])]);
  input.click();
}
