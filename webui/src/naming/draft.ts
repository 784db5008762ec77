/** The names a person is about to give: made from the server's proposal, edited, and turned into a choice. */
import type { AlbumChoice, Proposal, ProposedAlbum, ProposedFile, ProposedVideo, VideoChoice } from "../api/types";

/** What is typed is text until it is sent. */
export interface FileDraft {
  taskid: string;
  name: string;
  cd: string;
  number: string;
  song: boolean;
  extension: string;
  came: string;
  leftOut: boolean;
}

export interface AlbumDraft {
  artistname: string;
  albumname: string;
  release: string;
  files: FileDraft[];
}

export interface VideoDraft {
  taskid: string;
  artistname: string;
  name: string;
  release: string;
  extension: string;
  came: string;
  leftOut: boolean;
}

export interface Draft {
  albums: AlbumDraft[];
  videos: VideoDraft[];
}

const NUMBER = /^\d{1,4}$/;

function draftFile(file: ProposedFile): FileDraft {
  const song = file.kind === "song";
  return {
    taskid: file.taskid,
    name: file.name,
    cd: String(file.cd || 1),
    number: song && file.number > 0 ? String(file.number) : "",
    song,
    extension: file.extension,
    came: file.relativepath || file.sourcefilename,
    leftOut: false,
  };
}

function draftAlbum(album: ProposedAlbum): AlbumDraft {
  return {
    artistname: album.artistname,
    albumname: album.albumname,
    release: album.release > 0 ? String(album.release) : "",
    files: album.files.map(draftFile),
  };
}

function draftVideo(video: ProposedVideo): VideoDraft {
  return {
    taskid: video.taskid,
    artistname: video.artistname,
    name: video.name,
    release: video.release > 0 ? String(video.release) : "",
    extension: video.extension,
    came: video.sourcefilename,
    leftOut: false,
  };
}

export function makeDraft(proposal: Proposal): Draft {
  return { albums: proposal.albums.map(draftAlbum), videos: proposal.videos.map(draftVideo) };
}

function numberOf(text: string): number {
  return NUMBER.test(text.trim()) ? Number(text) : 0;
}

export interface Choice {
  albums: AlbumChoice[];
  videos: VideoChoice[];
}

/** What the server is told. What is left out is not mentioned. */
export function choiceOf(draft: Draft): Choice {
  const albums = draft.albums.map((album) => ({
    artistname: album.artistname.trim(),
    albumname: album.albumname.trim(),
    release: numberOf(album.release),
    files: album.files
      .filter((file) => !file.leftOut)
      .map((file) => ({ taskid: file.taskid, name: file.name.trim(), cd: numberOf(file.cd) || 1, number: numberOf(file.number) })),
  }));
  const videos = draft.videos
    .filter((video) => !video.leftOut)
    .map((video) => ({
      taskid: video.taskid,
      artistname: video.artistname.trim(),
      name: video.name.trim(),
      release: numberOf(video.release),
    }));
  return { albums: albums.filter((album) => album.files.length > 0), videos };
}

/** The ids of everything a person does not want to keep. */
export function leftOut(draft: Draft): string[] {
  return [...draft.albums.flatMap((album) => album.files), ...draft.videos].filter((file) => file.leftOut).map((file) => file.taskid);
}

/** Whether every name is there that no file can go without. */
export function isComplete(draft: Draft): boolean {
  const { albums, videos } = choiceOf(draft);
  return (
    albums.length + videos.length > 0 &&
    albums.every((album) => album.artistname && album.albumname && album.files.every((file) => file.name)) &&
    videos.every((video) => video.artistname && video.name)
  );
}

/** All files under the names of the first album. */
export function mergeAlbums(draft: Draft): Draft {
  const [first, ...others] = draft.albums;
  if (!first) return draft;
  return { ...draft, albums: [{ ...first, files: [...first.files, ...others.flatMap((album) => album.files)] }] };
}

/** The number of this song, and of those below it on the same disc one more each. */
export function renumberFrom(files: readonly FileDraft[], index: number): FileDraft[] {
  const start = files[index];
  let next = numberOf(start?.number ?? "") || 1;
  return files.map((file, at) => (at >= index && file.song && file.cd === start?.cd ? { ...file, number: String(next++) } : file));
}

/** The disc of this song for all songs below it. */
export function fillDisc(files: readonly FileDraft[], index: number): FileDraft[] {
  const cd = files[index]?.cd ?? "1";
  return files.map((file, at) => (at >= index && file.song ? { ...file, cd } : file));
}

/** Several pasted lines go into this field and those of the songs below. */
export function pasteLines(files: readonly FileDraft[], index: number, field: "cd" | "number" | "name", lines: readonly string[]): FileDraft[] {
  let next = 0;
  return files.map((file, at) => {
    const line = at >= index && file.song ? lines[next++] : undefined;
    return line === undefined ? file : { ...file, [field]: line.trim() };
  });
}

/** Keeps what was typed when files came or went meanwhile. */
export function reconcile(draft: Draft, proposal: Proposal): Draft {
  const fresh = makeDraft(proposal);
  const freshIds = new Set([...fresh.albums.flatMap((album) => album.files), ...fresh.videos].map((file) => file.taskid));
  const knownIds = new Set([...draft.albums.flatMap((album) => album.files), ...draft.videos].map((file) => file.taskid));
  const albums = draft.albums.map((album) => ({ ...album, files: album.files.filter((file) => freshIds.has(file.taskid)) }));
  for (const album of fresh.albums) {
    const added = album.files.filter((file) => !knownIds.has(file.taskid));
    if (added.length === 0) continue;
    const home = albums.find((each) => each.albumname === album.albumname) ?? albums[0];
    if (home) home.files.push(...added);
    else albums.push({ ...album, files: added });
  }
  const videos = draft.videos.filter((video) => freshIds.has(video.taskid));
  videos.push(...fresh.videos.filter((video) => !knownIds.has(video.taskid)));
  return { albums: albums.filter((album) => album.files.length > 0), videos };
}
