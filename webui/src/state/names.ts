/** How names are shown. */

/** Names as people write them: a slash cannot be part of a file name, so the file system holds a look-alike (U+2215). */
export function spell(name: string): string {
  return name.replaceAll("\u2215", "/");
}
