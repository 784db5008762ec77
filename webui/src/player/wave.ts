/** The outline of a waveform as a path, for any number of pieces. Pure. */

/** Height of the drawing; its width is the number of bars. */
export const WAVE_HEIGHT = 100;
/** Silence is a thin line, not nothing. */
const LEAST = 4;
/** Share of a bar that is drawn; the rest is the gap to the next. */
const FILLED = 0.62;

export interface Peaks {
  minimum: readonly number[];
  maximum: readonly number[];
}

/** How loud each of `count` bars is, from 0 to 1, the loudest of all being 1. */
export function barsOf({ minimum, maximum }: Peaks, count: number): number[] {
  const pieces = maximum.length;
  const bars = Array.from({ length: count }, (_, index) => {
    const [first, last] = [Math.floor((index * pieces) / count), Math.max(Math.ceil(((index + 1) * pieces) / count), Math.floor((index * pieces) / count) + 1)];
    let peak = 0;
    for (let piece = first; piece < Math.min(last, pieces); piece++) peak = Math.max(peak, Math.abs(maximum[piece] ?? 0), Math.abs(minimum[piece] ?? 0));
    return peak;
  });
  const loudest = Math.max(...bars, 0);
  return loudest > 0 ? bars.map((bar) => bar / loudest) : bars;
}

/** Bars around the middle of the drawing. */
export function pathOf(bars: readonly number[]): string {
  return bars
    .map((bar, index) => {
      const height = Math.max(LEAST, bar * WAVE_HEIGHT);
      const top = (WAVE_HEIGHT - height) / 2;
      return `M${index + (1 - FILLED) / 2} ${top.toFixed(1)}h${FILLED}v${height.toFixed(1)}h-${FILLED}z`;
    })
    .join("");
}

/** How loud the bars are for as long as nobody knows how the song goes: all alike, and quiet. */
export const RESTING = 0.12;
