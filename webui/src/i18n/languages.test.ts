/** Language files fit English, and the pseudo languages cover it. */
import { expect, test } from "vitest";

import { formatNumber } from "./format";
import { setLocale } from "./locale";
import en from "./languages/en";
import pseudo from "./pseudo";
import { type Group, isCounting, namesIn, textsOf, type Translation } from "./texts";

const FILES = import.meta.glob<{ default: Translation }>("./languages/*.ts", { eager: true });
const english: Group = en;

/** All texts of a file by the path of their key; texts that count by each of their forms. */
function flat(group: Group, path = ""): Map<string, string | Group> {
  const texts = new Map<string, string | Group>();
  for (const [key, entry] of Object.entries(group)) {
    const here = path ? `${path}.${key}` : key;
    if (typeof entry === "string" || isCounting(entry)) texts.set(here, entry);
    else for (const [inner, text] of flat(entry, here)) texts.set(inner, text);
  }
  return texts;
}

function formsOf(entry: string | Group): string[] {
  return typeof entry === "string" ? [entry] : Object.values(entry).map(String);
}

test("German has exactly the texts English has", () => {
  const german = FILES["./languages/de.ts"]?.default as Group;
  expect([...flat(german).keys()].sort()).toEqual([...flat(english).keys()].sort());
});

test.each(Object.entries(FILES))("%s puts in what English puts in, and counts where English counts", (_, { default: translation }) => {
  const original = flat(english);
  for (const [key, entry] of flat(translation)) {
    const own = original.get(key);
    expect(own, `${key} is no text of English`).toBeDefined();
    if (own === undefined) continue;
    expect(isCounting(entry), key).toBe(isCounting(own));
    const names = namesIn(formsOf(own).at(-1) ?? "");
    expect(new Set(names).size, `${key} names something twice`).toBe(names.length);
    for (const form of formsOf(entry)) expect(names, key).toEqual(expect.arrayContaining(namesIn(form)));
    if (typeof entry === "string" && own !== "") expect(entry, key).not.toBe("");
  }
});

test("texts are put together by name and counted by the rules of the language", () => {
  setLocale("de");
  const texts = textsOf(en, { player: { at: "von {total} schon {position}" }, songs: { one: "ein Lied", other: "# Lieder" } }, formatNumber);
  expect(texts.player.at("1:00", "2:00")).toBe("von 2:00 schon 1:00");
  expect([texts.songs(1), texts.songs(1200)]).toEqual(["ein Lied", "1.200 Lieder"]);
  expect(texts.albums(2)).toBe("2 albums");
  setLocale("en");
});

test("a pseudo language leaves no text alone", () => {
  const disguised = flat(pseudo);
  for (const [key, entry] of flat(english)) {
    for (const form of formsOf(entry)) if (form) expect(formsOf(disguised.get(key) ?? ""), key).not.toContain(form);
  }
});
