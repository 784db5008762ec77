/**
 * A list is one Tab stop; arrows go where one looks, also from right to left, and letters are left alone.
 *
 * @vitest-environment happy-dom
 */
import { beforeEach, expect, test } from "vitest";

import { rove } from "./roving";

/** Gives elements places on the screen; happy-dom lays nothing out. */
function place(element: Element, left: number, top: number, width: number): void {
  element.getBoundingClientRect = () => new DOMRect(left, top, width, 10);
}

/** Rows of a name and two buttons, as the queue has them. */
function rows(names: string[]): HTMLElement {
  const list = document.createElement("ul");
  names.forEach((name, row) => {
    const item = document.createElement("li");
    place(item, 0, row * 10, 100);
    ["play", "why", "remove"].forEach((does, column) => {
      const button = Object.assign(document.createElement("button"), { id: `${does}-${name}` });
      place(button, column * 30, row * 10, 30);
      item.append(button);
    });
    list.append(item);
  });
  document.body.replaceChildren(list);
  return list;
}

/** Buttons in lines of three. */
function grid(count: number): HTMLElement {
  const group = document.createElement("div");
  for (let index = 0; index < count; index++) {
    const button = Object.assign(document.createElement("button"), { id: `b${index}` });
    place(button, (index % 3) * 30, Math.floor(index / 3) * 10, 30);
    group.append(button);
  }
  document.body.replaceChildren(group);
  return group;
}

function press(key: string, options: KeyboardEventInit = {}): boolean {
  return document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...options }));
}

const focus = (id: string) => document.getElementById(id)?.focus();
const focused = () => document.activeElement?.id;
const stops = () => [...document.querySelectorAll<HTMLElement>("button, a")].filter((each) => each.tabIndex === 0).map(({ id }) => id);

beforeEach(() => (document.documentElement.dir = "ltr"));

test("a list is one Tab stop, and it is where the focus was last", () => {
  rove(rows(["a", "b"]));
  expect(stops()).toEqual(["play-a"]);
  focus("why-b");
  expect(stops()).toEqual(["why-b"]);
});

test.each([
  ["play-a", "ArrowDown", "play-b"],
  ["remove-a", "ArrowDown", "remove-b"],
  ["why-b", "ArrowUp", "why-a"],
  ["play-a", "ArrowRight", "why-a"],
  ["remove-a", "ArrowRight", "remove-a"],
  ["play-b", "ArrowLeft", "play-b"],
  ["play-a", "ArrowUp", "play-a"],
  ["remove-b", "Home", "play-a"],
  ["why-a", "End", "play-c"],
  ["play-a", "n", "play-a"],
])("in rows, from %s %s leads to %s", (from, key, to) => {
  rove(rows(["a", "b", "c"]));
  focus(from);
  press(key);
  expect(focused()).toBe(to);
});

test.each([
  ["b0", "ArrowRight", "b1"],
  ["b2", "ArrowRight", "b3"],
  ["b3", "ArrowLeft", "b2"],
  ["b1", "ArrowDown", "b4"],
  ["b5", "ArrowDown", "b6"],
  ["b4", "ArrowUp", "b1"],
  ["b6", "ArrowDown", "b6"],
])("in a grid, from %s %s leads to %s", (from, key, to) => {
  rove(grid(7));
  focus(from);
  press(key);
  expect(focused()).toBe(to);
});

test("from right to left the arrow to the left leads on", () => {
  const list = rows(["a"]);
  list.style.direction = "rtl";
  rove(list);
  focus("play-a");
  press("ArrowLeft");
  expect(focused()).toBe("why-a");
});

test("a key that leads nowhere, or comes with another one, is for others", () => {
  rove(rows(["a", "b"]));
  focus("play-a");
  expect(press("ArrowDown", { altKey: true })).toBe(true);
  expect(press("x")).toBe(true);
  expect(press("ArrowUp")).toBe(true);
  expect(press("ArrowDown")).toBe(false);
});

test("what is gone is no stop any more, what comes is none yet", async () => {
  const list = rows(["a", "b"]);
  rove(list);
  document.getElementById("play-a")?.closest("li")?.remove();
  list.append(Object.assign(document.createElement("button"), { id: "more" }));
  await Promise.resolve();
  expect(stops()).toEqual(["play-b"]);
});

test("what has left the order of Tab by itself stays out", () => {
  const list = rows(["a"]);
  document.getElementById("why-a")!.tabIndex = -1;
  rove(list);
  focus("play-a");
  press("ArrowRight");
  expect(focused()).toBe("remove-a");
});

test("a list that exists in part only asks whoever knows the way", () => {
  const asked: string[] = [];
  rove(rows(["a", "b"]), (key) => asked.push(key) > 0);
  focus("play-a");
  press("ArrowDown");
  press("ArrowRight");
  expect(asked).toEqual(["ArrowDown"]);
  expect(focused()).toBe("why-a");
});
