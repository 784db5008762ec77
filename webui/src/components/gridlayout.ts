/** Where the tiles of a grid or the rows of a list lie, and which of them are on the screen. Pure arithmetic. */

export interface GridLayout {
  columns: number;
  tile: number;
  gap: number;
  rowHeight: number;
  height: number;
}

/** Fills `width` pixels with `count` items; `unit` is the type size in pixels. */
export type LayOut = (width: number, count: number, unit: number) => GridLayout;

/** Two lines of text below each tile, in units of the type size. */
const TEXT = 3.625;

/** A small shelf shows its covers large, as far as there is room for three of them. In units of the type size. */
function measures(width: number, count: number): { smallest: number; gap: number } {
  if (width < 33) return { smallest: 8.75, gap: 1 };
  if (width < 48) return { smallest: count <= 40 ? 10.5 : 8.5, gap: 1.5 };
  return { smallest: count <= 8 ? 15 : count <= 40 ? 12.5 : 10.25, gap: 1.5 };
}

/** Columns of equal tiles. */
export const layOut: LayOut = (width, count, unit) => {
  const scale = measures(width / unit, count);
  const [smallest, gap] = [scale.smallest * unit, scale.gap * unit];
  const columns = Math.max(2, Math.floor((width + gap) / (smallest + gap)));
  const tile = Math.max(1, (width - gap * (columns - 1)) / columns);
  const rowHeight = tile + TEXT * unit + gap;
  return { columns, tile, gap, rowHeight, height: Math.max(0, Math.ceil(count / columns) * rowHeight - gap) };
};

/** Rows of one height, in units of the type size. */
export function rowsOf(height: number): LayOut {
  return (width, count, unit) => ({ columns: 1, tile: width, gap: 0, rowHeight: height * unit, height: count * height * unit });
}

/** The tiles between `top` and `bottom` (pixels below the beginning of the grid), from first to behind last. */
export function visibleRange(layout: GridLayout, count: number, top: number, bottom: number): [number, number] {
  const first = Math.max(0, Math.floor(top / layout.rowHeight)) * layout.columns;
  const last = Math.max(0, Math.ceil(bottom / layout.rowHeight)) * layout.columns;
  return [Math.min(first, count), Math.min(last, count)];
}

/** The tile an arrow key leads to; `forward` is the reading direction. */
export function neighbor(key: string, index: number, count: number, { columns }: Pick<GridLayout, "columns">, page: number, rightToLeft: boolean): number {
  const forward = columns === 1 ? 0 : rightToLeft ? -1 : 1;
  const steps: Record<string, number> = {
    ArrowRight: forward,
    ArrowLeft: -forward,
    ArrowDown: columns,
    ArrowUp: -columns,
    PageDown: page * columns,
    PageUp: -page * columns,
    Home: -index,
    End: count - 1 - index,
  };
  const target = index + (steps[key] ?? 0);
  if (key.startsWith("Page")) return Math.min(Math.max(target, 0), count - 1);
  return target >= 0 && target < count ? target : index;
}

/** At most `most` of the initials, evenly chosen, the first and the last among them. */
export function thinned<T>(letters: readonly T[], most: number): readonly T[] {
  if (letters.length <= most) return letters;
  return Array.from({ length: most }, (_, index) => letters[Math.round((index * (letters.length - 1)) / (most - 1))]!);
}
