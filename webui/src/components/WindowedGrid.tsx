/** A grid or list of any number of items of which only those near the screen exist. The page itself scrolls. */
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import type { Letter } from "../api/types";
import { type GridLayout, type LayOut, layOut, neighbor, visibleRange } from "./gridlayout";
import { rove } from "../keyboard/roving";
import { LetterBar } from "./LetterBar";

interface WindowedGridProps {
  count: number;
  label: string;
  keyOf: (index: number) => number;
  /** `tile` is the width of a tile in pixels. */
  render: (index: number, tile: number) => ComponentChildren;
  arrange?: LayOut;
  /** Told what comes into view, from first to behind last. */
  look?: (first: number, last: number) => void;
  letters?: readonly Letter[];
}

const KEYS = new Set(["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", "Home", "End", "PageDown", "PageUp"]);
/** Screens rendered above and below the visible one, so that quick scrolling finds tiles already there. */
const OVERSCAN = 0.75;
/** A shorter list is seen at a glance. */
const LETTERS_FROM = 60;

function useLayout(count: number, arrange: LayOut) {
  const box = useRef<HTMLDivElement>(null);
  const [{ width, unit }, setSize] = useState({ width: 0, unit: 16 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, unit: parseFloat(getComputedStyle(document.documentElement).fontSize) });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
  return { box, layout: arrange(width, count, unit) };
}

function useRange(box: { current: HTMLElement | null }, layout: GridLayout, count: number) {
  const [range, setRange] = useState<readonly [number, number]>([0, 0]);
  useLayoutEffect(() => {
    const update = () => {
      const top = -(box.current?.getBoundingClientRect().top ?? 0);
      const margin = innerHeight * OVERSCAN;
      const next = visibleRange(layout, count, top - margin, top + innerHeight + margin);
      setRange((now) => (now[0] === next[0] && now[1] === next[1] ? now : next));
    };
    update();
    addEventListener("scroll", update, { passive: true });
    addEventListener("resize", update);
    return () => {
      removeEventListener("scroll", update);
      removeEventListener("resize", update);
    };
  }, [layout.tile, layout.rowHeight, count]);
  return range;
}

function indexOf(element: Element): number {
  return Number(element.closest<HTMLElement>("[data-index]")?.dataset.index ?? -1);
}

/** From first to behind last, and the one that has the focus. */
function shownOf(first: number, last: number, held: number): number[] {
  const shown = Array.from({ length: last - first }, (_, place) => first + place);
  if (held < 0 || (held >= first && held < last)) return shown;
  return held < first ? [held, ...shown] : [...shown, held];
}

export function WindowedGrid({ count, label, keyOf, render, arrange = layOut, look, letters = [] }: WindowedGridProps) {
  const { box, layout } = useLayout(count, arrange);
  const range = useRange(box, layout, count);
  const wanted = useRef<number | null>(null);
  // What has the focus stays, however far somebody scrolls away from it.
  const [held, hold] = useState(-1);
  const [first, last] = [Math.min(range[0], count), Math.min(range[1], count)];
  useEffect(() => look?.(first, last), [look, first, last]);

  const find = (index: number) => box.current?.querySelector<HTMLElement>(`[data-index="${index}"] :is(a, button)`);
  const topOf = (index: number) => scrollY + (box.current?.getBoundingClientRect().top ?? 0) + Math.floor(index / layout.columns) * layout.rowHeight;

  useEffect(() => {
    if (wanted.current === null) return;
    const target = find(wanted.current);
    if (!target) return;
    wanted.current = null;
    target.focus({ preventScroll: true });
  });

  const go = (key: string, item: Element): boolean => {
    if (!KEYS.has(key)) return false;
    const rightToLeft = getComputedStyle(item).direction === "rtl";
    const page = Math.max(1, Math.floor(innerHeight / layout.rowHeight) - 1);
    const target = neighbor(key, indexOf(item), count, layout, page, rightToLeft);
    const top = topOf(target);
    wanted.current = target;
    if (top < scrollY) scrollTo({ top: top - layout.gap - innerHeight * 0.1, behavior: "instant" });
    else if (top + layout.rowHeight > scrollY + innerHeight * 0.85) scrollTo({ top: top + layout.rowHeight - innerHeight * 0.8, behavior: "instant" });
    find(target)?.focus({ preventScroll: true });
    return true;
  };
  const latest = useRef(go);
  latest.current = go;
  useEffect(() => box.current ? rove(box.current, (key, item) => latest.current(key, item)) : undefined, []);

  const items = [];
  for (const index of shownOf(first, last, Math.min(held, count - 1))) {
    const [row, column] = [Math.floor(index / layout.columns), index % layout.columns];
    const place = { top: `${row * layout.rowHeight}px`, insetInlineStart: `${column * (layout.tile + layout.gap)}px`, width: `${layout.tile}px` };
    items.push(
      <div key={keyOf(index)} class="grid-item" role="listitem" aria-setsize={count} aria-posinset={index + 1} data-index={index} style={place}>
        {render(index, layout.tile)}
      </div>,
    );
  }
  return (
    <>
      <div ref={box} class="grid" role="list" aria-label={label} style={{ height: `${layout.height}px` }} onFocusIn={({ target }) => hold(indexOf(target as Element))} onFocusOut={({ relatedTarget }) => relatedTarget && hold(-1)}>
        {items}
      </div>
      {count >= LETTERS_FROM && letters.length > 2 && <LetterBar letters={letters} jump={(index) => scrollTo({ top: topOf(index) - layout.gap, behavior: "instant" })} />}
    </>
  );
}
