/** An album's colors as the page uses them: readable in every role, whatever the cover looked like. */

export interface Palette {
  background: string;
  foreground: string;
  highlight: string;
}

type Rgb = readonly [number, number, number];

/** WCAG 2.2: what text needs against its background. */
const READABLE = 4.5;
/** Above this there is room for a lighter surface. */
const COMFORTABLE = 6;
/** How far a raised surface is from the ground. */
const RAISED = 0.13;

function parse(color: string): Rgb {
  const value = Number.parseInt(/^#[0-9a-f]{6}$/i.test(color) ? color.slice(1) : "101010", 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function print(color: Rgb): string {
  return `#${color.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast ratio of two colors, from 1 to 21 (WCAG 2.2). */
export function contrast(one: string, other: string): number {
  const [high, low] = [luminance(parse(one)), luminance(parse(other))].sort((a, b) => b - a) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** `share` 0 is the first color, 1 the second. */
export function mix(one: string, other: string, share: number): string {
  const [from, to] = [parse(one), parse(other)];
  return print(from.map((part, index) => part + ((to[index] ?? 0) - part) * share) as unknown as Rgb);
}

/** `loud` as close to the background as it can come and still be read on it. */
function quietest(loud: string, background: string): string {
  for (let share = 0.4; share > 0; share -= 0.05) {
    const color = mix(loud, background, share);
    if (contrast(color, background) >= READABLE) return color;
  }
  return loud;
}

/** Black or white, whichever stands out more. */
function opposite(color: string): string {
  return contrast("#ffffff", color) > contrast("#000000", color) ? "#ffffff" : "#000000";
}

/** The color of `ink` made lighter or darker until it can be read on the background. */
function readable(ink: string, background: string): string {
  const goal = opposite(background);
  for (let share = 0; share < 1; share += 0.1) {
    const color = mix(ink, goal, share);
    if (contrast(color, background) >= READABLE) return color;
  }
  return goal;
}

/** The CSS variables of an album, as tokens.css names them. */
export function tokensOf({ background, foreground, highlight }: Palette): Record<string, string> {
  const ground = print(parse(background));
  const pole = opposite(ground);
  // Surfaces rise towards the ink; on a ground of middle brightness, where that would cost legibility, away from it.
  const rise = contrast(pole, mix(ground, pole, RAISED)) > COMFORTABLE ? pole : opposite(pole);
  const raised = mix(ground, rise, RAISED);
  // The hardest ground to read on; what can be read there can be read on all others.
  const hardest = rise === pole ? raised : ground;
  const ink = readable(foreground, hardest);
  const accent = readable(highlight, hardest);
  return {
    "--bg": ground,
    "--fg": ink,
    "--muted": quietest(ink, hardest),
    "--accent": accent,
    "--on-accent": opposite(accent),
    "--surface": mix(ground, rise, RAISED / 2),
    "--raised": raised,
    "--line": mix(ground, rise, 0.2),
  };
}

/** A stable number from 0 to 359 for a name: the hue of what has no cover. */
export function hueOf(name: string): number {
  let hash = 0;
  for (const letter of name) hash = (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) | 0;
  return ((hash % 360) + 360) % 360;
}

/** Quiet colors for an album that has no cover to take them from. */
export function paletteOfName(name: string, dark: boolean): Palette {
  const hue = hueOf(name);
  return dark
    ? { background: fromHsl(hue, 18, 12), foreground: fromHsl(hue, 20, 92), highlight: fromHsl(hue, 55, 74) }
    : { background: fromHsl(hue, 28, 92), foreground: fromHsl(hue, 30, 12), highlight: fromHsl(hue, 55, 32) };
}

function fromHsl(hue: number, saturation: number, lightness: number): string {
  const [s, l] = [saturation / 100, lightness / 100];
  const part = (offset: number) => {
    const k = (offset + hue / 30) % 12;
    return 255 * (l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  };
  return print([part(0), part(8), part(4)]);
}
