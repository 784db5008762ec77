/** What a file is, as far as its name tells. The server looks inside and has the last word. */

const VIDEO = new Set([".mp4", ".m4v", ".webm", ".mkv", ".mov", ".avi", ".mpg", ".mpeg"]);
const ARCHIVE = new Set([".zip", ".tar", ".tgz", ".tbz2", ".txz", ".tar.gz", ".tar.bz2", ".tar.xz"]);
const PICTURE = new Set([".jpg", ".jpeg", ".png", ".webp", ".gif"]);
const SONG = new Set(
  ".mp3 .flac .m4a .m4b .aac .alac .ogg .oga .opus .wav .wave .aif .aiff .aifc .wma .ape .wv .mpc .mka .mp2".split(" "),
);
const JUNK_FILE = /^(?:thumbs\.db|ehthumbs\.db|desktop\.ini|icon\r|\._.*)$/i;
const JUNK_FOLDER = /^(?:__macosx|@eadir|lost\+found|\$recycle\.bin|system volume information|\.(?:appledouble|trash.*|git|svn|fseventsd|spotlight.*|temporaryitems))$/i;
const COVER_NAME = /^(?:cover|folder|front|albumart.*|artwork)\.[a-z]+$/i;

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The extension in lower case with its dot, `.tar.gz` as one; empty when there is none. */
export function extensionOf(path: string): string {
  const name = nameOf(path).toLowerCase();
  return /(?:\.tar\.(?:gz|bz2|xz)|\.[^.]+)$/.exec(name.slice(1))?.[0] ?? "";
}

export function isVideo(path: string): boolean {
  return VIDEO.has(extensionOf(path));
}

export function isArchive(path: string): boolean {
  return ARCHIVE.has(extensionOf(path));
}

export function isPicture(path: string): boolean {
  return PICTURE.has(extensionOf(path));
}

/** Songs and videos: what makes a folder an album. */
export function isMedia(path: string): boolean {
  return isVideo(path) || SONG.has(extensionOf(path));
}

/** A picture that by its name wants to be the cover. */
export function isCoverName(path: string): boolean {
  return isPicture(path) && COVER_NAME.test(nameOf(path));
}

/** What operating systems leave behind: never worth uploading, never worth a word. Songs and albums may begin with dots. */
export function isJunk(path: string): boolean {
  const folders = path.split("/");
  const name = folders.pop() ?? "";
  return JUNK_FILE.test(name) || (name.startsWith(".") && !isMedia(name)) || folders.some((folder) => JUNK_FOLDER.test(folder));
}
