/** Which line of the lyrics is sung at a moment. */

/** The index of the last line that began, or -1 before the first one. Lines are in the order they are sung. */
export function lineAt(lines: readonly { time: number }[], position: number): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle]!.time <= position) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
