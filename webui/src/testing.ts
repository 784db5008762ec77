/** Values for tests. */
import type { Album, QueuedSong, Song, Task, TaskNews } from "./api/types";
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

/** An entry of the song queue; the song is the file `<songid>.mp3` of an album. */
export function makeQueued(entryid: string, songid: number): QueuedSong {
  const artist = { id: 1, name: "Artist", path: "Artist" };
  const album = { id: 1, artistid: 1, name: "Album", path: "Artist/2000 - Album", artworkpath: "default.jpg", release: 2000 } as Album;
  const song = { id: songid, albumid: 1, artistid: 1, name: `Song ${songid}`, path: `${songid}.mp3`, playtime: 100, disabled: 0, favorite: 0 } as Song;
  return { entryid, israndom: false, song, album, artist };
}
