/** Rules begin sensibly, and only complete ones are sent. */
import { expect, test } from "vitest";

import { complete, grouped, ruleAbout, subjectOf, SUBJECTS } from "./draft";

test.each(SUBJECTS)("a new rule about %s is about it", (subject) => {
  expect(subjectOf(ruleAbout(subject, 7, 8))).toBe(subject);
});

test("what nobody has filled in is left out, and groups that are empty because of it", () => {
  const empty = ruleAbout("title", 0, 0);
  const loved = ruleAbout("loved", 0, 0);
  expect(complete({ match: "all", rules: [empty, loved, { match: "any", rules: [empty] }, ruleAbout("tag", 0, 0)] })).toEqual({ match: "all", rules: [loved] });
  expect(complete({ match: "all", rules: [{ match: "number", field: "likes", operator: "is", value: Number.NaN }] }).rules).toEqual([]);
  expect(complete({ match: "any" })).toEqual({ match: "any", rules: [] });
});

test("a single rule can be put beside others", () => {
  const loved = ruleAbout("loved", 0, 0);
  expect(grouped(loved)).toEqual({ match: "all", rules: [loved] });
  expect(grouped({ match: "any", rules: [] })).toEqual({ match: "any", rules: [] });
});
