/** Which language this page speaks. A language is a file in languages/, called by its BCP 47 tag. */
import { formatNumber } from "./format";
import en from "./languages/en";
import { locale, setLocale } from "./locale";
import { type Texts, textsOf, type Translation } from "./texts";

type Load = () => Promise<{ default: Translation }>;

const FILES = import.meta.glob<{ default: Translation }>(["./languages/*.ts", "!./languages/en.ts"]);
const LANGUAGES = new Map<string, Load>(Object.entries(FILES).map(([path, load]) => [path.slice("./languages/".length, -".ts".length), load]));
/** Pseudo languages for tests and translators: not offered, but there for who asks by tag. */
const PSEUDO = new Set(["en-XA", "ar-XB"]);
const LANGUAGE_KEY = "musicdb.language";
const RIGHT_TO_LEFT = /^(?:ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/;

/** The tags of all languages there are texts for. */
export const languages: readonly string[] = ["en", ...LANGUAGES.keys()].sort();

/** The texts of the page. Replaced once, before anything is shown. */
export let t: Texts = textsOf(en, {}, formatNumber);

/** What people who speak a language call it. */
export function languageName(tag: string): string {
  const name = new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

/** The language this person chose, or an empty text when it is the one of the browser. */
export function chosenLanguage(): string {
  return localStorage.getItem(LANGUAGE_KEY) ?? "";
}

/** Speaks another language from the next page on. */
export function chooseLanguage(tag: string): void {
  if (tag) localStorage.setItem(LANGUAGE_KEY, tag);
  else localStorage.removeItem(LANGUAGE_KEY);
}

function findLanguage(tag: string): Load | undefined {
  if (PSEUDO.has(tag)) return () => import("./pseudo");
  const language = tag.split("-")[0] ?? "";
  if (language === "en") return () => Promise.resolve({ default: {} });
  return LANGUAGES.get(tag) ?? LANGUAGES.get(language);
}

/** Loads the first of the person's languages there is a file for. */
export async function loadLanguage(wanted: readonly string[]): Promise<void> {
  for (const tag of [chosenLanguage(), ...wanted].filter(Boolean)) {
    const load = findLanguage(tag);
    if (!load) continue;
    t = textsOf(en, (await load()).default, formatNumber);
    setLocale(tag);
    break;
  }
  document.documentElement.lang = locale;
  document.documentElement.dir = RIGHT_TO_LEFT.test(locale) ? "rtl" : "ltr";
}
