/** Sorts dropped files into groups that are one album each, by the folders they lie in. */
import { extensionOf, isArchive, isJunk, isMedia } from "./filetypes";

export interface Grouped<F extends { path: string }> {
  /** The folder of the album relative to the drop; empty for loose files. */
  folder: string;
  files: F[];
}

export interface Grouping<F extends { path: string }> {
  groups: Grouped<F>[];
  /** Files that lie above several albums and belong to none of them. */
  strays: F[];
}

const DISC_FOLDER = /^(?:cd|dis[ck]|dvd|lp|side|seite)[\s._-]*(?:\d{1,2}|[a-h])(?![a-z0-9])/i;
const naturally = new Intl.Collator(undefined, { numeric: true });

function folderOf(path: string): string {
  const end = path.lastIndexOf("/");
  return end < 0 ? "" : path.slice(0, end);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The folder of the album a file of this folder belongs to: CD1, Disc 2 and the like are parts of their parent. */
export function albumFolderOf(folder: string): string {
  let album = folder;
  while (album && DISC_FOLDER.test(nameOf(album))) album = folderOf(album);
  return album;
}

function isBelow(folder: string, ancestor: string): boolean {
  return ancestor === "" || folder === ancestor || folder.startsWith(`${ancestor}/`);
}

/** Which album the covers, booklets and logs of a folder belong to: the nearest one above, or the only one below. */
function homeOf(folder: string, albums: ReadonlySet<string>): string | null {
  for (let above = albumFolderOf(folder); ; above = folderOf(above)) {
    if (albums.has(above)) return above;
    if (above === "") break;
  }
  const below = [...albums].filter((album) => isBelow(album, folder));
  return below.length === 1 ? (below[0] ?? null) : null;
}

/** Groups files; every archive is a group of its own, because it holds an album of its own. Junk is left out. */
export function groupFiles<F extends { path: string }>(all: readonly F[]): Grouping<F> {
  const files = all.filter((file) => !isJunk(file.path)).sort((one, other) => naturally.compare(one.path, other.path));
  const albums = new Set(files.filter((file) => isMedia(file.path)).map((file) => albumFolderOf(folderOf(file.path))));
  const groups = new Map<string, Grouped<F>>();
  const strays: F[] = [];
  const put = (key: string, folder: string, file: F) => {
    const group = groups.get(key);
    if (group) group.files.push(file);
    else groups.set(key, { folder, files: [file] });
  };
  for (const file of files) {
    const folder = folderOf(file.path);
    if (isArchive(file.path)) put(`archive ${file.path}`, file.path.slice(0, -extensionOf(file.path).length), file);
    else if (isMedia(file.path)) put(albumFolderOf(folder), albumFolderOf(folder), file);
    else {
      const home = albums.size > 0 ? homeOf(folder, albums) : (folder.split("/")[0] ?? "");
      if (home === null) strays.push(file);
      else put(home, home, file);
    }
  }
  return { groups: [...groups.values()], strays };
}
