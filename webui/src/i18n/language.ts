/** Which language this page speaks. */
import { en, type Strings } from "./en";
import { locale, setLocale } from "./locale";

const LANGUAGES: Record<string, () => Promise<Strings>> = {
  de: async () => (await import("./de")).de,
};
/** The languages there are texts for, by their own names. */
export const LANGUAGE_NAMES = { en: "English", de: "Deutsch" } as const;
const LANGUAGE_KEY = "musicdb.language";
const RIGHT_TO_LEFT = /^(?:ar|fa|he|ur)\b/;

/** The texts of the page. Replaced once, before anything is shown. */
export let t: Strings = en;

/** The language this person chose, or an empty text when it is the one of the browser. */
export function chosenLanguage(): string {
  return localStorage.getItem(LANGUAGE_KEY) ?? "";
}

/** Speaks another language from the next page on. */
export function chooseLanguage(tag: string): void {
  if (tag) localStorage.setItem(LANGUAGE_KEY, tag);
  else localStorage.removeItem(LANGUAGE_KEY);
}

/** Loads the first of the person's languages there is a file for. */
export async function loadLanguage(wanted: readonly string[]): Promise<void> {
  for (const tag of [chosenLanguage(), ...wanted].filter(Boolean)) {
    const language = tag.split("-")[0] ?? "";
    const load = LANGUAGES[language];
    if (!load && language !== "en") continue;
    if (load) t = await load();
    setLocale(tag);
    break;
  }
  document.documentElement.lang = locale;
  document.documentElement.dir = RIGHT_TO_LEFT.test(locale) ? "rtl" : "ltr";
}
