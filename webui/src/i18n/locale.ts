/** How this person's language writes numbers, times and sizes: one tag, known before anything is shown. */

export let locale = "en";

export function setLocale(tag: string): void {
  locale = tag;
}
