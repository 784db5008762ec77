/** Goes from view to view: history, scroll positions that come back, and transitions from tile to page. */
import { signal, type ReadonlySignal } from "@preact/signals";

import { parseRoute, type Route } from "./routes";

interface HistoryState {
  scroll: number;
}

const current = signal<Route>(parseRoute(location.pathname));
export const route: ReadonlySignal<Route> = current;

const TRANSITION_NAME = "hero-cover";
/** Data that comes from the network right after a view appears still belongs to the transition. */
const SETTLE_TIME = 120;

function remember(): void {
  history.replaceState({ scroll: scrollY } satisfies HistoryState, "");
}

function scrollOf(state: unknown): number {
  return (state as HistoryState | null)?.scroll ?? 0;
}

function nextFrame(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** Marks the cover a person follows, so that it glides from tile to page and back. Two covers of one name stop all gliding. */
function markCover(of: Route): HTMLElement | null {
  if (of.name !== "album") return null;
  const tile = document.querySelector<HTMLElement>(`[data-cover="${of.id}"]:not(.hero-cover)`);
  tile?.style.setProperty("view-transition-name", TRANSITION_NAME);
  return tile;
}

function show(next: Route, scroll: number): void {
  const previous = current.value;
  const apply = async () => {
    current.value = next;
    await nextFrame();
    scrollTo({ top: scroll, behavior: "instant" });
    await nextFrame();
  };
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (calm || typeof document.startViewTransition !== "function") {
    void apply();
    return;
  }
  // From album to album there is a large cover already.
  const opened = previous.name === "album" ? null : markCover(next);
  const transition = document.startViewTransition(async () => {
    opened?.style.removeProperty("view-transition-name");
    await apply();
    if (next.name === "album") await new Promise((resolve) => setTimeout(resolve, SETTLE_TIME));
    const closed = next.name === "album" ? null : markCover(previous);
    if (closed) void transition.finished.finally(() => closed.style.removeProperty("view-transition-name"));
  });
  // A transition that is overtaken by the next one is no failure.
  transition.ready.catch(() => undefined);
  transition.finished.catch(() => undefined);
}

/** Goes to another view. */
export function navigate(path: string): void {
  if (path === location.pathname) {
    scrollTo({ top: 0 });
    return;
  }
  remember();
  history.pushState({ scroll: 0 } satisfies HistoryState, "", path);
  show(parseRoute(path), 0);
}

export function startRouter(): void {
  history.scrollRestoration = "manual";
  addEventListener("popstate", (event) => show(parseRoute(location.pathname), scrollOf(event.state)));
  // Going back leaves without a call of ours, so the position is noted whenever scrolling rests.
  let timer: ReturnType<typeof setTimeout> | undefined;
  addEventListener(
    "scroll",
    () => {
      clearTimeout(timer);
      timer = setTimeout(remember, 150);
    },
    { passive: true },
  );
  document.addEventListener("click", followLink);
}

function followLink(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element | null)?.closest<HTMLAnchorElement>("a[href]");
  if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  if (link.hash && link.pathname === location.pathname) return;
  event.preventDefault();
  navigate(link.pathname);
}
