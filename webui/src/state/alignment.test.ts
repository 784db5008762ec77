/** Two recordings of one sound are found to the sample; what a browser left of an encoder is taken off. */
import { expect, test } from "vitest";

import { align } from "./alignment";
import { fitsInMemory, trim } from "./tape";

/** A sound that never repeats, the same at each run. */
function noise(length: number, from: number): Float32Array {
  let state = 1;
  const all = Array.from({ length: from + length }, () => (state = (state * 48271) % 2147483647) / 2147483647 - 0.5);
  return Float32Array.from(all.map((_, index) => all.slice(Math.max(0, index - 20), index + 1).reduce((sum, each) => sum + each, 0) / 20).slice(from));
}

test.each([0, 1, -1, 137, -1024])("a recording that is %i samples ahead", (lag) => {
  const [one, other] = [noise(8192, 2000), noise(8192, 2000 + lag)];
  const found = align(one, other, 2000);
  expect(found.lag).toBe(lag);
  expect(found.likeness).toBeGreaterThan(0.99);
});

test("silence fits everywhere, another sound nowhere", () => {
  expect(align(new Float32Array(4096), new Float32Array(4096), 500)).toEqual({ lag: 0, likeness: 1, silent: true });
  expect(align(noise(8192, 0), noise(8192, 50_000), 2000).likeness).toBeLessThan(0.9);
});

test("what an encoder added is taken off where the browser did not", () => {
  const sound = { factor: 1, samples: 100_000, rate: 44_100 };
  expect(trim(100_000, 44_100, sound)).toEqual({ begin: 0, length: 100_000 });
  expect(trim(103_072, 44_100, sound)).toEqual({ begin: 2112, length: 100_000 });
  expect(trim(99_000, 44_100, { factor: 1, samples: null, rate: null })).toEqual({ begin: 0, length: 99_000 });
});

test("only songs that fit in memory are decoded whole", () => {
  expect([fitsInMemory({ playtime: 300 }, 44_100), fitsInMemory({ playtime: 2400 }, 44_100), fitsInMemory({ playtime: 0 }, 44_100)]).toEqual([true, false, false]);
});
