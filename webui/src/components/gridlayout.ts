/** Where the tiles of a grid lie, and which of them are on the screen. Pure arithmetic. */

export interface GridLayout {
  columns: number;
  tile: number;
  gap: number;
  rowHeight: number;
  height: number;
}

/** Two lines of text below each tile, in units of the type size. */
const TEXT = 3.625;

/** A small shelf shows its covers large. In units of the type size. */
function measures(width: number, count: number): { smallest: number; gap: number } {
  if (width < 33) return { smallest: 8.75, gap: 1 };
  return { smallest: count <= 8 ? 15 : count <= 40 ? 12.5 : 10.25, gap: 1.5 };
}

/** Fills `width` pixels with columns of equal tiles; `unit` is the type size in pixels. */
export function layOut(width: number, count: number, unit: number): GridLayout {
  const scale = measures(width / unit, count);
  const [smallest, gap] = [scale.smallest * unit, scale.gap * unit];
  const columns = Math.max(2, Math.floor((width + gap) / (smallest + gap)));
  const tile = Math.max(1, (width - gap * (columns - 1)) / columns);
  const rowHeight = tile + TEXT * unit + gap;
  return { columns, tile, gap, rowHeight, height: Math.max(0, Math.ceil(count / columns) * rowHeight - gap) };
}

/** The tiles between `top` and `bottom` (pixels below the beginning of the grid), from first to behind last. */
export function visibleRange(layout: GridLayout, count: number, top: number, bottom: number): [number, number] {
  const first = Math.max(0, Math.floor(top / layout.rowHeight)) * layout.columns;
  const last = Math.max(0, Math.ceil(bottom / layout.rowHeight)) * layout.columns;
  return [Math.min(first, count), Math.min(last, count)];
}

/** The tile an arrow key leads to; `forward` is the reading direction. */
export function neighbor(key: string, index: number, count: number, columns: number, rightToLeft: boolean): number {
  const forward = rightToLeft ? -1 : 1;
  const steps: Record<string, number> = {
    ArrowRight: forward,
    ArrowLeft: -forward,
    ArrowDown: columns,
    ArrowUp: -columns,
    Home: -index,
    End: count - 1 - index,
  };
  const target = index + (steps[key] ?? 0);
  return target >= 0 && target < count ? target : index;
}
