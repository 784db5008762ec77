/** What is dropped becomes groups; what the server would refuse is named with its reason. */
import { expect, test } from "vitest";

import { makeSource, makeTask } from "../testing";
import { type UploadRules, takeIn } from "./intake";
import { hashOfPath } from "./model";

const rules: UploadRules = { allow: ["albumfile"], maxsize: 100, chunksize: 10, window: 4, extensions: [".mp3", ".jpg", ".mp4"] };

test("what the server would refuse is left out with a sentence", () => {
  const sources = [makeSource("A/1.mp3"), makeSource("A/2.exe"), makeSource("A/3.mp3", ""), makeSource("A/4.mp3", 101), makeSource("A/5.mp4")];
  const [group] = takeIn(sources, rules, [], false).groups;
  expect(group?.files.map(({ path }) => path)).toEqual(["A/1.mp3"]);
  expect(group?.skipped).toEqual([
    { path: "A/2.exe", reason: "Files of the type .exe are not kept." },
    { path: "A/3.mp3", reason: "The file is empty." },
    { path: "A/4.mp3", reason: "The file is larger than 100 bytes, the most this server accepts." },
    { path: "A/5.mp4", reason: "The configuration of the server does not allow such uploads." },
  ]);
});

test("the same files continue the group they began", () => {
  const id = `${"0".repeat(40)}-${hashOfPath("A/2.mp3")}`;
  const begun = makeTask({ id, filesize: 5, annotations: { groupid: "begun" } });
  const sources = [makeSource("A/1.mp3"), makeSource("A/2.mp3"), makeSource("B/1.mp3")];
  const { groups } = takeIn(sources, rules, [begun], false);
  expect(groups.map(({ id: group }) => group)).toEqual(["begun", expect.stringMatching(/^[0-9a-f]{24}$/)]);
});

test("a file of another size is another file", () => {
  const begun = makeTask({ id: `x-${hashOfPath("A/1.mp3")}`, filesize: 6, annotations: { groupid: "begun" } });
  expect(takeIn([makeSource("A/1.mp3")], rules, [begun], false).groups[0]?.id).not.toBe("begun");
});

test("accents count the same however a system spells them", () => {
  expect(hashOfPath("Cafe\u0301.mp3")).toBe(hashOfPath("Café.mp3"));
});
