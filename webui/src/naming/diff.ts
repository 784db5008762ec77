/** What differs between two names, letter by letter, so that a person sees at a glance what will change. */

export interface Piece {
  text: string;
  changed: boolean;
}

/** Beyond this many letters the table below would cost more than the hint is worth. */
const LONGEST = 400;

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

function lettersOf(text: string): string[] {
  return [...segmenter.segment(text.normalize("NFC"))].map(({ segment }) => segment);
}

/** Lengths of the longest common subsequences of all suffixes, row by row. */
function commonLengths(one: readonly string[], other: readonly string[]): Uint16Array {
  const width = other.length + 1;
  const table = new Uint16Array((one.length + 1) * width);
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) {
      const at = i * width + j;
      table[at] =
        one[i] === other[j] ? (table[at + width + 1] as number) + 1 : Math.max(table[at + width] as number, table[at + 1] as number);
    }
  }
  return table;
}

function push(pieces: Piece[], text: string, changed: boolean): void {
  const last = pieces.at(-1);
  if (last?.changed === changed) last.text += text;
  else pieces.push({ text, changed });
}

/** Both names in pieces: in the old one what goes, in the new one what comes is marked as changed. */
export function diffNames(before: string, after: string): { before: Piece[]; after: Piece[] } {
  const [one, other] = [lettersOf(before), lettersOf(after)];
  if (one.length > LONGEST || other.length > LONGEST) {
    const changed = before !== after;
    return { before: [{ text: before, changed }], after: [{ text: after, changed }] };
  }
  const table = commonLengths(one, other);
  const width = other.length + 1;
  const result = { before: [] as Piece[], after: [] as Piece[] };
  let [i, j] = [0, 0];
  while (i < one.length || j < other.length) {
    if (i < one.length && j < other.length && one[i] === other[j]) {
      push(result.before, one[i++] as string, false);
      push(result.after, other[j++] as string, false);
    } else if (j >= other.length || (i < one.length && (table[(i + 1) * width + j] as number) >= (table[i * width + j + 1] as number))) {
      push(result.before, one[i++] as string, true);
    } else {
      push(result.after, other[j++] as string, true);
    }
  }
  return result;
}
