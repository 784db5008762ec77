/** Numbers as people write them. */
import { expect, test } from "vitest";

import { formatBytes, formatPlaytime, formatSpan, formatSpeed, formatTime, plural } from "./format";

test.each([
  [0, "0 bytes"],
  [1, "1 byte"],
  [999, "999 bytes"],
  [4_200, "4 kB"],
  [19_240_000, "19.2 MB"],
  [210_000_000, "210 MB"],
  [1_500_000_000, "1.5 GB"],
])("%i bytes", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [0, "0:00"],
  [67.9, "1:07"],
  [2520, "42:00"],
  [3765, "1:02:45"],
  [Number.NaN, "0:00"],
  [Number.POSITIVE_INFINITY, "0:00"],
])("%d seconds on a player", (seconds, text) => {
  expect(formatTime(seconds)).toBe(text);
});

test("spans, playtimes, speeds and plurals", () => {
  expect([formatSpan(0.2), formatSpan(61), formatSpan(7300)]).toEqual(["1 second", "1 minute", "2 hours"]);
  expect([formatPlaytime(20), formatPlaytime(2800), formatPlaytime(4320)]).toEqual(["1 min", "47 min", "1 hr 12 min"]);
  expect(formatSpeed(2_500_000)).toBe("2.5 MB/s");
  expect([plural(1, { one: "# song", other: "# songs" }), plural(1200, { one: "# song", other: "# songs" })]).toEqual(["1 song", "1,200 songs"]);
});
