/** What a language file may hold, and how its texts become what views use: plain texts, and functions where something is put in. */
import { plural } from "./format";
import type en from "./languages/en";

/** A text that counts: a form for each plural category of the language; `#` stands for the number. */
export type Forms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

type English = typeof en;
type Value = string | number;
type Names<S> = S extends `${string}{${string}}${infer Rest}` ? [Value, ...Names<Rest>] : [];
type Used<E> = E extends string
  ? Names<E> extends []
    ? string
    : (...values: Names<E>) => string
  : E extends { other: infer S }
    ? (count: number, ...values: Names<S>) => string
    : { [K in keyof E]: Used<E[K]> };
type Translated<E> = E extends string ? string : E extends { other: string } ? Forms : { [K in keyof E]: Translated<E[K]> };
type Partly<E> = E extends string | Forms ? E : { [K in keyof E]?: Partly<E[K]> };

/** The texts as views use them. Numbers are put in as the locale writes them; years come as texts. */
export type Texts = Used<English>;
/** A language file with every text. */
export type Complete = Translated<English>;
/** A language file that is still being written; what it lacks is shown in English. */
export type Translation = Partly<Complete>;

export interface Group {
  readonly [key: string]: string | Group;
}

export function isCounting(entry: string | Group | undefined): entry is Forms {
  return typeof entry === "object" && typeof entry.other === "string";
}

/** The names in braces, in their order. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
}

function filled(text: string, names: readonly string[], values: readonly Value[], write: (value: number) => string): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[names.indexOf(name)] ?? "";
    return typeof value === "number" ? write(value) : value;
  });
}

function use(english: Group, translated: Group, write: (value: number) => string): Record<string, unknown> {
  const used: Record<string, unknown> = {};
  for (const [key, original] of Object.entries(english)) {
    const own = translated[key];
    if (isCounting(original)) {
      const [forms, names] = [isCounting(own) ? own : original, namesIn(original.other)];
      used[key] = (count: number, ...values: Value[]) => filled(plural(count, forms), names, values, write);
    } else if (typeof original === "string") {
      const [text, names] = [typeof own === "string" ? own : original, namesIn(original)];
      used[key] = names.length === 0 ? text : (...values: Value[]) => filled(text, names, values, write);
    } else {
      used[key] = use(original, typeof own === "object" ? own : {}, write);
    }
  }
  return used;
}

/** The texts of a language, in English where it lacks some. */
export function textsOf(english: English, translation: Translation, write: (value: number) => string): Texts {
  return use(english, translation, write) as Texts;
}
