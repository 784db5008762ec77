/** Moves through the song fields like through a spreadsheet. */

/** The fields of a song row, as they are named on the wire. */
export type GridField = "cd" | "number" | "name";

/** So many rows a page key goes. */
const PAGE = 10;

/** Goes to the same field of another row, or ends the form from here, and returns whether that is what a key does. Beyond the ends it stays at them. */
export function moveRow({ key, ctrlKey, metaKey, currentTarget }: KeyboardEvent): boolean {
  const from = currentTarget as HTMLInputElement | HTMLButtonElement;
  const far = ctrlKey || metaKey;
  const steps: Record<string, number | undefined> = far ? { Home: -Infinity, End: Infinity, Enter: 0 } : { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE, Enter: from.type === "text" ? 1 : undefined };
  const step = steps[key];
  if (step === undefined) return false;
  if (step === 0) from.form?.requestSubmit();
  const column = [...(from.closest("[data-grid]")?.querySelectorAll<HTMLElement>(`[data-field="${from.dataset.field}"]:not(:disabled)`) ?? [])];
  const target = column[Math.max(0, Math.min(column.indexOf(from) + step, column.length - 1))];
  target?.focus();
  if (target instanceof HTMLInputElement) target.select();
  return true;
}

/** The lines of a pasted text when there are several. */
export function pastedLines(event: ClipboardEvent): string[] | null {
  const lines = (event.clipboardData?.getData("text/plain") ?? "").split(/\r?\n/).filter((line) => line.trim() !== "");
  return lines.length > 1 ? lines : null;
}
