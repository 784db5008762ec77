/**
 * The focus stays near when what had it goes away.
 *
 * @vitest-environment happy-dom
 */
import { beforeAll, beforeEach, expect, test } from "vitest";

import { startKeeping } from "./keeping";

const SOURCE = `
  <main tabindex="-1">
    <button id="opener"></button>
    <div id="sheet"><button id="yes"></button></div>
    <ul>
      <li id="a"><button id="play-a" class="play"></button><button id="remove-a" class="remove"></button></li>
      <li id="b"><button id="play-b" class="play"></button><button id="remove-b" class="remove"></button></li>
    </ul>
  </main>`;

const element = (id: string) => document.getElementById(id)!;

/** After the page has changed, browsers tell so. */
async function told(): Promise<void> {
  await Promise.resolve();
  await Promise.resolve();
}

beforeAll(startKeeping);
beforeEach(async () => {
  document.body.replaceChildren(document.createRange().createContextualFragment(SOURCE));
  await told();
});

test("behind a row that goes, the same button of the next one has it, then of the one before, then the list is empty", async () => {
  element("remove-a").focus();
  element("a").remove();
  await told();
  expect(document.activeElement).toBe(element("remove-b"));
  element("b").remove();
  await told();
  expect(document.activeElement?.tagName).toBe("MAIN");
});

test("of two buttons that look the same from outside it is the one that says the same", async () => {
  for (const button of document.querySelectorAll("li button")) {
    button.textContent = button.className;
    button.className = "same";
  }
  element("remove-a").focus();
  element("a").remove();
  await told();
  expect(document.activeElement).toBe(element("remove-b"));
});

test("what was moved gets it again", async () => {
  element("remove-a").focus();
  element("b").after(element("a"));
  await told();
  expect(document.activeElement).toBe(element("remove-a"));
});

test("when a sheet goes, it is back at what had it before", async () => {
  element("opener").focus();
  element("yes").focus();
  element("sheet").remove();
  await told();
  expect(document.activeElement).toBe(element("opener"));
});

test("who has let go of everything is left alone", async () => {
  element("remove-a").focus();
  element("remove-a").blur();
  await new Promise((resolve) => setTimeout(resolve));
  element("a").remove();
  await told();
  expect(document.activeElement).toBe(document.body);
});
