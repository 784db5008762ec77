/**
 * A list is one Tab stop; arrow keys move inside it.
 *
 * Up and down go from row to row, left and right to the buttons of a row or the tile beside, Home and End to both ends. Given as
 * `ref` to a list: `<ul ref={roving}>`. What has tabindex -1 of its own stays out, fields keep their keys, and letters mean
 * what they mean everywhere.
 */

/** Goes from an item of the list as a key says, and returns whether that key leads anywhere. */
export type Go = (key: string, item: Element) => boolean;

const CONTROLS = "a[href], button:not(:disabled), summary, [role=slider]";
const ITEM = "li, [role=listitem]";
const CURRENT = "[aria-current], [aria-pressed=true]";

/** What lists have taken out of the order of Tab, so that it is told apart from what never was in it. */
const taken = new WeakSet<Element>();

const isVisible = (each: Element) => each.checkVisibility();

/** What can be reached inside an element when it is visible, which is costly to know of all. */
function reachableIn(element: Element): HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>(CONTROLS)].filter((each) => each.tabIndex >= 0 || taken.has(each));
}

/** What can be reached inside an element, in the order of the document. */
export function controlsIn(element: Element): HTMLElement[] {
  return reachableIn(element).filter(isVisible);
}

/** The row or tile a control belongs to; in a list of bare buttons each is its own. */
function itemOf(list: Element, control: Element): Element {
  const item = control.closest(ITEM);
  return item && item !== list && list.contains(item) ? item : control;
}

const centerOf = ({ left, right }: DOMRect) => (left + right) / 2;

function beside(one: DOMRect, other: DOMRect): boolean {
  return one.top < other.bottom && other.top < one.bottom;
}

/** Of some elements the one below or above which another one stands. */
function nearest<E extends Element>(elements: readonly E[], from: DOMRect): E | undefined {
  const distances = elements.map((each) => Math.abs(centerOf(each.getBoundingClientRect()) - centerOf(from)));
  return elements[distances.indexOf(Math.min(...distances))];
}

/** The items of the next line of items in a direction. */
function nextLine(items: readonly Element[], from: Element, down: boolean): Element[] {
  const here = from.getBoundingClientRect();
  const beyond = items
    .map((item) => ({ item, box: item.getBoundingClientRect() }))
    .filter(({ box }) => (down ? box.top >= here.bottom - 1 : box.bottom <= here.top + 1))
    .sort((one, other) => (down ? one.box.top - other.box.top : other.box.bottom - one.box.bottom));
  return beyond.filter(({ box }) => beside(box, beyond[0]!.box)).map(({ item }) => item);
}

/** Where a key leads from a control, or nothing. */
function targetOf(list: Element, control: HTMLElement, key: string): HTMLElement | undefined {
  const controls = controlsIn(list);
  const at = controls.indexOf(control);
  const item = itemOf(list, control);
  if (key === "Home") return controls[0];
  const items = [...new Set(controls.map((each) => itemOf(list, each)))];
  const inItem = (each: Element | undefined) => controls.filter((one) => each !== undefined && itemOf(list, one) === each);
  if (key === "End") return inItem(items.at(-1))[0];
  if (key === "ArrowUp" || key === "ArrowDown") {
    const box = control.getBoundingClientRect();
    return nearest(inItem(nearest(nextLine(items, item, key === "ArrowDown"), box)), box);
  }
  if (key !== "ArrowLeft" && key !== "ArrowRight") return undefined;
  const forward = (key === "ArrowRight") === (getComputedStyle(list).direction !== "rtl");
  const target = controls[at + (forward ? 1 : -1)];
  if (!target || itemOf(list, target) === item) return target;
  // Rows below one another are for the other two arrows.
  const sideBySide = items.some((each, index) => index > 0 && beside(each.getBoundingClientRect(), items[index - 1]!.getBoundingClientRect()));
  return sideBySide ? target : undefined;
}

function isKeyOfFields(element: Element): boolean {
  return element.matches("input, textarea, select, [contenteditable]");
}

/** Makes one Tab stop of a list. `go` knows the way where most of the list does not exist. Returns how it ends. */
export function rove(list: HTMLElement, go: Go | null = null): () => void {
  let stop: HTMLElement | null = null;
  const refresh = () => {
    const controls = reachableIn(list);
    if (!stop || !controls.includes(stop) || !isVisible(stop)) {
      stop = controls.find((each) => each.matches(CURRENT) && isVisible(each)) ?? controls.find(isVisible) ?? null;
    }
    if (!stop) return;
    for (const each of controls) {
      taken.add(each);
      const index = each === stop ? 0 : -1;
      if (each.tabIndex !== index) each.tabIndex = index;
    }
  };
  const onFocus = (event: FocusEvent) => {
    if (!taken.has(event.target as Element)) return;
    stop = event.target as HTMLElement;
    refresh();
  };
  const onKey = (event: KeyboardEvent) => {
    const control = event.target as HTMLElement;
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || isKeyOfFields(control)) return;
    const item = itemOf(list, control);
    const target = go === null || event.key.endsWith("Left") || event.key.endsWith("Right") ? targetOf(list, control, event.key) : undefined;
    if (target && (go === null || itemOf(list, target) === item)) target.focus();
    else if (!go?.(event.key, item)) return;
    event.preventDefault();
  };
  const observer = new MutationObserver(refresh);
  observer.observe(list, { childList: true, subtree: true, attributeFilter: ["disabled", "href"] });
  list.addEventListener("focusin", onFocus);
  list.addEventListener("keydown", onKey);
  refresh();
  return () => {
    observer.disconnect();
    list.removeEventListener("focusin", onFocus);
    list.removeEventListener("keydown", onKey);
  };
}

/** As a `ref`: the list is one Tab stop as long as it is there. */
export function roving(list: HTMLElement | null): (() => void) | undefined {
  return list ? rove(list) : undefined;
}
