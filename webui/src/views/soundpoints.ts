/** Songs as points: where they lie, in which color, and which one is meant by a click. Pure. */
import type { Result } from "../api/types";

export type SoundMap = Result<"GetSoundMap">;
export const AXES = ["bpm", "loudness", "energy"] as const;
export type Axis = (typeof AXES)[number];

export interface Points {
  songids: number[];
  xs: number[];
  ys: number[];
  hues: (number | null)[];
}

/** Keys on the circle of fifths: what sounds related has a related color. */
const FIFTHS = ["C", "G", "D", "A", "E", "B", "F#", "C#", "G#", "D#", "A#", "F"];
const FLATS: Record<string, string> = { Db: "C#", Eb: "D#", Gb: "F#", Ab: "G#", Bb: "A#" };
/** A minor key stands where its relative major does: three steps back. */
const RELATIVE = 3;

/** The hue of a key such as "A minor", from 0 to 359; null when nobody knows it. */
export function hueOfKey(key: string | null): number | null {
  const [tonic = "", mode = ""] = (key ?? "").replace("♯", "#").replace("♭", "b").split(" ");
  const place = FIFTHS.indexOf(FLATS[tonic] ?? tonic);
  if (place < 0) return null;
  return ((place - (mode === "minor" ? RELATIVE : 0) + FIFTHS.length) % FIFTHS.length) * (360 / FIFTHS.length);
}

/** The songs that have both values. */
export function pointsOf(map: SoundMap, x: Axis, y: Axis): Points {
  const points: Points = { songids: [], xs: [], ys: [], hues: [] };
  map.songids.forEach((songid, index) => {
    const [across, up] = [map[x][index], map[y][index]];
    if (typeof across !== "number" || typeof up !== "number") return;
    points.songids.push(songid);
    points.xs.push(across);
    points.ys.push(up);
    points.hues.push(hueOfKey(map.key[index] ?? null));
  });
  return points;
}

/** The point an arrow key leads to: the next one across or up, Home and End the outermost ones; the same when there is none. */
export function stepped({ xs, ys }: Points, at: number, key: string): number {
  const vertical = key === "ArrowUp" || key === "ArrowDown";
  const back = key === "ArrowLeft" || key === "ArrowDown";
  const outermost = key === "Home" || key === "End";
  if (!vertical && !back && !outermost && key !== "ArrowRight") return at;
  const values = vertical ? ys : xs;
  const anywhere = outermost || at < 0;
  const sign = key === "End" || (back && !anywhere) ? -1 : 1;
  const compare = (one: number, other: number) => sign * (values[one]! - values[other]! || one - other);
  let found = -1;
  for (const each of xs.keys()) if ((anywhere || compare(each, at) > 0) && (found < 0 || compare(each, found) < 0)) found = each;
  return found < 0 ? at : found;
}

/** The index of the point that lies closest, within `reach`; -1 when none does. All in pixels. */
export function nearest(lefts: readonly number[], tops: readonly number[], left: number, top: number, reach: number): number {
  let [found, best] = [-1, reach * reach];
  for (let index = 0; index < lefts.length; index++) {
    const distance = (lefts[index]! - left) ** 2 + (tops[index]! - top) ** 2;
    if (distance <= best) [found, best] = [index, distance];
  }
  return found;
}
