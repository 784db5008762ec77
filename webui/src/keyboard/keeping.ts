/**
 * The focus stays near when what had it goes away: a song taken out of the queue, a card that is done, a message that was answered.
 *
 * Browsers let it fall to the page, and a person without a mouse would begin anew at its top. Here it goes to what stands in the
 * place, else back to where it was before. What was moved in the document, or was out of order for a moment, gets it again.
 */
import { controlsIn } from "./roving";

/** Places that can take the focus although Tab passes them. */
const REGION = "main, aside, dialog, [role=dialog], [tabindex='-1']";
/** What belongs together on a page. */
const PART = "section, form, fieldset, article:not(.page)";
const REMEMBERED = 8;

/** What loses one of its own still has others: a row, or a part of the page when that was its last one. */
const LIST = "ul, ol, [role=list], [role=group], .page";

interface Place {
  parent: Element;
  index: number;
}

let kept: HTMLElement | null = null;
let places: Place[] = [];
let before: HTMLElement[] = [];

function note(): void {
  places = [];
  for (let each: Element | null = kept; each?.parentElement; each = each.parentElement) {
    places.push({ parent: each.parentElement, index: [...each.parentElement.children].indexOf(each) });
  }
}

/** What now stands where something was, or just before it. Preferred is the same button of a row: yes after yes, no after no. */
function neighbor(lost: HTMLElement, { parent, index }: Place): HTMLElement | undefined {
  for (const near of [parent.children[index], parent.children[index - 1]]) {
    if (!near) continue;
    const controls = near.matches("a, button") ? [near as HTMLElement] : controlsIn(near);
    const alike = controls.filter((each) => each.className === lost.className);
    const found = alike.find((each) => each.firstChild?.isEqualNode(lost.firstChild)) ?? alike[0] ?? controls[0];
    if (found && !found.matches(":disabled")) return found;
  }
  return undefined;
}

/** In a part of the page: what had the focus last there, or what comes first there. */
function within(part: Element | null | undefined, first: boolean): HTMLElement | undefined {
  if (!part) return undefined;
  const controls = controlsIn(part).filter((each) => !each.matches(":disabled"));
  return before.findLast((each) => controls.includes(each)) ?? (first ? controls[0] : undefined);
}

function placeFor(lost: HTMLElement): HTMLElement | null {
  const place = places.find(({ parent }) => parent.isConnected);
  const region = place?.parent.closest<HTMLElement>(REGION) ?? null;
  return (
    (place?.parent.matches(LIST) ? neighbor(lost, place) : undefined) ??
    within(place?.parent.closest(PART), true) ??
    within(region ?? document.body, false) ??
    region ??
    document.querySelector<HTMLElement>("main")
  );
}

function isLost(records: readonly MutationRecord[], element: HTMLElement): boolean {
  if (document.activeElement !== null && document.activeElement !== document.body) return false;
  if (!element.isConnected) return true;
  if (element.matches(":disabled")) return false;
  return records.some(({ type, target, removedNodes }) => (type === "attributes" ? target === element : [...removedNodes].some((each) => each.contains(element))));
}

function keep(records: readonly MutationRecord[]): void {
  if (!kept) return;
  if (!isLost(records, kept)) {
    if (kept.isConnected) note();
    return;
  }
  const target = kept.isConnected ? kept : placeFor(kept);
  kept = null;
  target?.focus({ preventScroll: target.matches(REGION) });
}

export function startKeeping(): void {
  document.addEventListener("focusin", ({ target }) => {
    if (kept && kept !== target) before = [...before, kept].slice(-REMEMBERED);
    kept = target as HTMLElement;
    note();
  });
  document.addEventListener("focusout", ({ target }) => {
    // Who clicks beside everything has let go. What goes away is still there now, but not a moment later.
    setTimeout(() => {
      if (kept === target && kept?.isConnected && document.activeElement !== kept && !kept.matches(":disabled")) kept = null;
    });
  });
  new MutationObserver(keep).observe(document.body, { childList: true, subtree: true, attributeFilter: ["disabled"] });
}
