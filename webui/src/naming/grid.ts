/** Moves through the song fields like through a spreadsheet. */

/** The fields of a song row, as they are named on the wire. */
export type GridField = "cd" | "number" | "name";

/** Puts the cursor into the same field of the row `step` rows away, if there is one. */
export function moveRow(input: HTMLInputElement, step: number): void {
  const grid = input.closest("[data-grid]");
  const field = input.dataset.field ?? "";
  const column = [...(grid?.querySelectorAll<HTMLInputElement>(`input[data-field="${field}"]:not(:disabled)`) ?? [])];
  const target = column[column.indexOf(input) + step];
  target?.focus();
  target?.select();
}

/** The lines of a pasted text when there are several. */
export function pastedLines(event: ClipboardEvent): string[] | null {
  const lines = (event.clipboardData?.getData("text/plain") ?? "").split(/\r?\n/).filter((line) => line.trim() !== "");
  return lines.length > 1 ? lines : null;
}
