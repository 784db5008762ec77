/** Which language this page speaks, and how it writes numbers, times and sizes. */
import { en, type Strings } from "./en";

const LANGUAGES: Record<string, () => Promise<Strings>> = {
  de: async () => (await import("./de")).de,
};
const RIGHT_TO_LEFT = /^(?:ar|fa|he|ur)\b/;

/** The texts of the page. Replaced once, before anything is shown. */
export let t: Strings = en;
export let locale = "en";

/** Loads the first of the person's languages there is a file for. */
export async function loadLanguage(wanted: readonly string[]): Promise<void> {
  for (const tag of wanted) {
    const language = tag.split("-")[0] ?? "";
    const load = LANGUAGES[language];
    if (!load && language !== "en") continue;
    if (load) t = await load();
    locale = tag;
    break;
  }
  document.documentElement.lang = locale;
  document.documentElement.dir = RIGHT_TO_LEFT.test(locale) ? "rtl" : "ltr";
}
