/** Whatever the cover looked like, everything on the page can be read. */
import { expect, test } from "vitest";

import { contrast, hueOf, mix, paletteOfName, tokensOf } from "./colors";

const COLORS = ["#000000", "#ffffff", "#101010", "#808080", "#7f7f00", "#ff0000", "#0000ff", "#00ff00", "#73c2fb", "#8b4513"];

test.each(COLORS.flatMap((background) => COLORS.map((highlight) => [background, highlight])))("on %s with %s", (background, highlight) => {
  const tokens = tokensOf({ background: background, foreground: "#777777", highlight: highlight });
  for (const ground of ["--bg", "--surface", "--raised"]) {
    for (const ink of ["--fg", "--muted", "--accent"]) expect(contrast(tokens[ink]!, tokens[ground]!)).toBeGreaterThanOrEqual(4.49);
  }
  expect(contrast(tokens["--on-accent"]!, tokens["--accent"]!)).toBeGreaterThanOrEqual(4.49);
});

test("the extremes of contrast", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#123456", "#123456")).toBeCloseTo(1);
  expect(mix("#000000", "#ffffff", 0.5)).toBe("#808080");
});

test("a name always has the same hue", () => {
  expect(hueOf("となりのトトロ")).toBe(hueOf("となりのトトロ"));
  expect(hueOf("A")).not.toBe(hueOf("B"));
  expect(paletteOfName("A", true)).not.toEqual(paletteOfName("A", false));
});
