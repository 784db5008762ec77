/** Speeds are means over what moved lately. */
import { expect, test } from "vitest";

import { SpeedMeter } from "./speed";

test("a steady stream has its speed", () => {
  const meter = new SpeedMeter();
  for (let second = 0; second <= 10; second++) meter.note(second * 1000, second * 1000);
  expect(meter.rate(10_000)).toBeCloseTo(1000);
});

test("the time before the first byte does not count", () => {
  const meter = new SpeedMeter();
  meter.note(0, 0);
  meter.note(0, 9000);
  meter.note(5000, 10_000);
  expect(meter.rate(10_000)).toBeCloseTo(5000);
});

test("what rests has no speed, and says for how long", () => {
  const meter = new SpeedMeter();
  meter.note(1, 0);
  meter.note(5000, 1000);
  meter.note(5000, 9000);
  expect(meter.rate(9000)).toBe(0);
  expect(meter.rest(9000)).toBe(8000);
});

test("an upload that begins anew begins its speed anew", () => {
  const meter = new SpeedMeter();
  meter.note(9000, 0);
  meter.note(100, 1000);
  meter.note(600, 2000);
  expect(meter.rate(2000)).toBeCloseTo(500);
});
