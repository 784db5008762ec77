/** Dark or light. Dark is where covers shine; light is for those who choose it. */
import { effect, signal } from "@preact/signals";

export type Theme = "dark" | "light";

/** Also read by public/theme.js, which paints before anything else runs. */
const THEME_KEY = "musicdb.theme";
const GROUND: Record<Theme, string> = { dark: "#131217", light: "#f7f5fa" };

export const theme = signal<Theme>(localStorage.getItem(THEME_KEY) === "light" ? "light" : "dark");

export function chooseTheme(next: Theme): void {
  localStorage.setItem(THEME_KEY, next);
  theme.value = next;
}

export function startTheme(): void {
  effect(() => {
    document.documentElement.dataset.theme = theme.value;
    document.querySelector('meta[name="theme-color"]')?.setAttribute("content", GROUND[theme.value]);
  });
}
