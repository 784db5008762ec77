/** Languages nobody speaks, made from English: longer words in brackets, one of them from right to left. They show what a page forgot. */
import en from "./languages/en";
import { type Group, isCounting, type Translation } from "./texts";

const LETTERS: Record<string, string> = { a: "á", e: "ë", i: "ï", o: "ô", u: "ü", c: "ç", n: "ñ", s: "š", y: "ý", A: "Å", E: "É", O: "Ö", U: "Û" };
/** How much longer than English other languages are. */
const GROWTH = 0.3;

function disguised(text: string): string {
  const changed = text.replace(/\{\w+\}|./gu, (part) => LETTERS[part] ?? part);
  return text === "" ? text : `⟦${changed}${"·".repeat(Math.ceil(text.length * GROWTH))}⟧`;
}

function disguise(group: Group): Group {
  return Object.fromEntries(
    Object.entries(group).map(([key, entry]): [string, string | Group] => {
      if (typeof entry === "string") return [key, disguised(entry)];
      return [key, isCounting(entry) ? { other: disguised(entry.other) } : disguise(entry)];
    }),
  );
}

export default disguise(en) as Translation;
