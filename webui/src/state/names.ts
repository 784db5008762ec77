/** How names are shown. */

/**
 * Names as people write them: a slash cannot be part of a file name, so the file system holds a look-alike (U+2215). On a page from
 * right to left each name keeps its own direction, so that its brackets and dots stay where they belong.
 */
export function spell(name: string): string {
  const spelled = name.replaceAll("\u2215", "/");
  return document.documentElement.dir === "rtl" ? `\u2068${spelled}\u2069` : spelled;
}
