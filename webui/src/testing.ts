/** Values for tests. */
import type { Task, TaskNews } from "./api/types";
import type { SourceFile } from "./upload/walk";

export function makeTask(fields: Partial<Task> & { id: string }): Task {
  return {
    state: "waitforchunk",
    contenttype: "albumfile",
    mimetype: null,
    annotations: {},
    initializationtime: 0,
    updatetime: null,
    filesize: null,
    offset: null,
    uploadpath: "albumfile",
    preprocessedpath: null,
    sourcefilename: "song.mp3",
    sourcechecksum: null,
    contentchecksum: null,
    videopath: null,
    albumpath: null,
    albumfilepath: null,
    awsourcetype: null,
    awsourcepath: null,
    ...fields,
  };
}

export function newsOf(task: Task, fields: Partial<TaskNews> = {}): TaskNews {
  return { taskid: task.id, state: task.state, task, offset: task.offset, chunksize: null, message: null, ...fields };
}

export function makeSource(path: string, content: string | number = "music"): SourceFile {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return { path, file: new File([typeof content === "string" ? content : new Uint8Array(content)], name) };
}
