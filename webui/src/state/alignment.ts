/** Finds how far two recordings of the same sound are apart, to the sample: by where they are most alike (normalized correlation). */

/** The coarse search looks at means over so many samples. */
const COARSE = 8;
/** Weaker than this is silence (-80 dB). */
const SILENCE = 1e-4;

export interface Alignment {
  /** The second recording is so many samples ahead of the first. */
  lag: number;
  /** From -1 to 1: how alike they are there. */
  likeness: number;
  silent: boolean;
}

function coarse(samples: Float32Array): Float32Array {
  const means = new Float32Array(Math.floor(samples.length / COARSE));
  for (let index = 0; index < means.length; index++) {
    let sum = 0;
    for (let each = 0; each < COARSE; each++) sum += samples[index * COARSE + each] ?? 0;
    means[index] = sum / COARSE;
  }
  return means;
}

/** How alike the middle of `one` is to the piece of `other` that lies `lag` samples earlier. */
function likeness(one: Float32Array, other: Float32Array, lag: number, reach: number): number {
  let [product, first, second] = [0, 0, 0];
  for (let index = reach; index < one.length - reach; index++) {
    const [a, b] = [one[index] ?? 0, other[index - lag] ?? 0];
    product += a * b;
    first += a * a;
    second += b * b;
  }
  return first > 0 && second > 0 ? product / Math.sqrt(first * second) : 0;
}

function best(one: Float32Array, other: Float32Array, from: number, to: number, reach: number): { lag: number; likeness: number } {
  let found = { lag: 0, likeness: -2 };
  // Of equally good places the nearest one: a pure tone fits once in each of its waves.
  const lags = Array.from({ length: to - from + 1 }, (_, index) => from + index).sort((a, b) => Math.abs(a) - Math.abs(b));
  for (const lag of lags) {
    const here = likeness(one, other, lag, reach);
    if (here > found.likeness + 1e-4) found = { lag, likeness: here };
  }
  return found;
}

function loudness(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}

/** `reach`: the largest lag that is looked for, in samples. */
export function align(one: Float32Array, other: Float32Array, reach: number): Alignment {
  if (loudness(one) < SILENCE && loudness(other) < SILENCE) return { lag: 0, likeness: 1, silent: true };
  const steps = Math.ceil(reach / COARSE);
  const rough = best(coarse(one), coarse(other), -steps, steps, steps).lag * COARSE;
  const fine = best(one, other, rough - COARSE, rough + COARSE, Math.min(reach + COARSE, Math.floor(one.length / 3)));
  return { ...fine, silent: false };
}
