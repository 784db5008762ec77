/** What differs between two names, so that a person sees at a glance what will change: first by words, then by letters. */

export interface Piece {
  text: string;
  changed: boolean;
}

export interface Difference {
  before: Piece[];
  after: Piece[];
}

/** Beyond this many parts the table below would cost more than the hint is worth. */
const LONGEST = 400;
/** Two words that share less than this are different words, not one word with a typo. */
const ALIKE = 0.5;

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

function lettersOf(text: string): string[] {
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

/** Runs of letters, runs of digits, and everything between them one by one. */
function wordsOf(text: string): string[] {
  return text.match(/\p{L}[\p{L}\p{M}'’]*|\p{N}+|[^]/gu) ?? [];
}

/** The longest common subsequence, weighed by length, as a table over all suffixes. */
function commonLengths(one: readonly string[], other: readonly string[]): Uint16Array {
  const width = other.length + 1;
  const table = new Uint16Array((one.length + 1) * width);
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) {
      const at = i * width + j;
      const skipped = Math.max(table[at + width]!, table[at + 1]!);
      table[at] = one[i] === other[j] ? Math.max(table[at + width + 1]! + one[i]!.length, skipped) : skipped;
    }
  }
  return table;
}

function push(pieces: Piece[], text: string, changed: boolean): void {
  const last = pieces.at(-1);
  if (last?.changed === changed) last.text += text;
  else if (text) pieces.push({ text, changed });
}

/** Walks through both lists: calls `same` for what is in both, `replaced` for what stands between. */
function walk(one: readonly string[], other: readonly string[], same: (part: string) => void, replaced: (gone: string, come: string) => void): void {
  const table = commonLengths(one, other);
  const width = other.length + 1;
  let [i, j, gone, come] = [0, 0, "", ""];
  const settle = () => {
    if (gone || come) replaced(gone, come);
    [gone, come] = ["", ""];
  };
  while (i < one.length || j < other.length) {
    const here = i * width + j;
    if (i < one.length && j < other.length && one[i] === other[j] && table[here] === table[here + width + 1]! + one[i]!.length) {
      settle();
      same(one[i++]!);
      j++;
    } else if (j >= other.length || (i < one.length && table[here + width]! >= table[here + 1]!)) {
      gone += one[i++]!;
    } else {
      come += other[j++]!;
    }
  }
  settle();
}

/** Letter by letter where the two are spellings of one word, as a whole where they are not. */
function refine(result: Difference, gone: string, come: string): void {
  const [one, other] = [lettersOf(gone), lettersOf(come)];
  const comparable = one.length > 0 && other.length > 0 && one.length <= LONGEST && other.length <= LONGEST;
  const common = comparable ? commonLengths(one, other)[0]! : 0;
  if (common < ALIKE * Math.max(gone.length, come.length)) {
    push(result.before, gone, true);
    push(result.after, come, true);
    return;
  }
  const same = (letter: string) => {
    push(result.before, letter, false);
    push(result.after, letter, false);
  };
  walk(one, other, same, (removed, added) => {
    push(result.before, removed, true);
    push(result.after, added, true);
  });
}

/** Both names in pieces: in the old one what goes, in the new one what comes is marked as changed. */
export function diffNames(before: string, after: string): Difference {
  const [one, other] = [wordsOf(before.normalize("NFC")), wordsOf(after.normalize("NFC"))];
  const result: Difference = { before: [], after: [] };
  if (one.length > LONGEST || other.length > LONGEST) {
    refine(result, before, after);
    return result;
  }
  const same = (word: string) => {
    push(result.before, word, false);
    push(result.after, word, false);
  };
  walk(one, other, same, (gone, come) => refine(result, gone, come));
  return result;
}
