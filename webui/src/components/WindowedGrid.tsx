/** A grid of any number of tiles of which only those near the screen exist. The page itself scrolls. */
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { layOut, neighbor, visibleRange } from "./gridlayout";

interface WindowedGridProps {
  count: number;
  label: string;
  keyOf: (index: number) => number;
  /** `tile` is the width of a tile in pixels. */
  render: (index: number, tile: number) => ComponentChildren;
}

const KEYS = new Set(["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", "Home", "End"]);
/** Screens rendered above and below the visible one, so that quick scrolling finds tiles already there. */
const OVERSCAN = 0.75;

export function WindowedGrid({ count, label, keyOf, render }: WindowedGridProps) {
  const box = useRef<HTMLDivElement>(null);
  const [{ width, unit }, setSize] = useState({ width: 0, unit: 16 });
  const [range, setRange] = useState<readonly [number, number]>([0, 0]);
  const layout = layOut(width, count, unit);
  const wanted = useRef<number | null>(null);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, unit: parseFloat(getComputedStyle(document.documentElement).fontSize) });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);

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
  }, [width, count, unit]);

  useEffect(() => {
    if (wanted.current === null) return;
    const link = box.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"] a`);
    if (!link) return;
    wanted.current = null;
    link.focus();
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const item = (event.target as HTMLElement).closest<HTMLElement>("[data-index]");
    if (!item || !KEYS.has(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const rightToLeft = getComputedStyle(item).direction === "rtl";
    const target = neighbor(event.key, Number(item.dataset.index), count, layout.columns, rightToLeft);
    const row = Math.floor(target / layout.columns);
    const top = scrollY + (box.current?.getBoundingClientRect().top ?? 0) + row * layout.rowHeight;
    wanted.current = target;
    if (top < scrollY) scrollTo({ top: top - layout.gap, behavior: "instant" });
    else if (top + layout.rowHeight > scrollY + innerHeight) scrollTo({ top: top + layout.rowHeight - innerHeight * 0.85, behavior: "instant" });
    box.current?.querySelector<HTMLElement>(`[data-index="${target}"] a`)?.focus({ preventScroll: true });
  };

  const items = [];
  for (let index = range[0]; index < Math.min(range[1], count); index++) {
    const [row, column] = [Math.floor(index / layout.columns), index % layout.columns];
    const place = { top: `${row * layout.rowHeight}px`, insetInlineStart: `${column * (layout.tile + layout.gap)}px`, width: `${layout.tile}px` };
    items.push(
      <div key={keyOf(index)} class="grid-item" role="listitem" aria-setsize={count} aria-posinset={index + 1} data-index={index} style={place}>
        {render(index, layout.tile)}
      </div>,
    );
  }
  return (
    <div ref={box} class="grid" role="list" aria-label={label} style={{ height: `${layout.height}px` }} onKeyDown={onKeyDown}>
      {items}
    </div>
  );
}
