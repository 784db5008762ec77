/**
 * Keys do what the sheet says, unless somebody types or a control knows the key itself.
 *
 * @vitest-environment happy-dom
 */
import { beforeEach, expect, test, vi } from "vitest";

vi.mock("../state/player", () => ({ togglePlay: vi.fn(), next: vi.fn(), previous: vi.fn(), toggleMute: vi.fn() }));
vi.mock("../state/details", () => ({ details: { value: null } }));
vi.mock("../queue/panel", () => ({ toggleQueue: vi.fn() }));
vi.mock("../router/router", () => ({ navigate: vi.fn() }));
const { actOf } = await import("./shortcuts");
const { navigate } = await import("../router/router");

beforeEach(() => {
  const input = (type: string) => Object.assign(document.createElement("input"), { type });
  document.body.replaceChildren(document.createElement("main"), document.createElement("button"), input("search"), input("range"));
});

test.each([
  ["main", " ", true],
  ["button", " ", false],
  ["button", "n", true],
  ["[type=search]", "n", false],
  ["[type=search]", "?", false],
  ["[type=range]", "ArrowRight", false],
  ["[type=range]", "n", true],
  ["[type=range]", " ", true],
  ["main", "ArrowRight", true],
  ["main", "x", false],
])("in %s the key “%s” does something: %s", (selector, key, does) => {
  expect(actOf(key, document.querySelector(selector), false) !== null).toBe(does);
});

test("g and a letter go to a place", () => {
  actOf("a", document.querySelector("main"), true)?.();
  expect(navigate).toHaveBeenCalledWith("/albums");
});
