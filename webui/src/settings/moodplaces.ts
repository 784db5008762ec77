/** The places of the moods while somebody puts them in order. */
import type { Tag } from "../api/types";

export const COLUMNS = 5;
/** No household has moods for more rows; a place beyond is a slip of the hand. */
const ROWS_AT_MOST = 12;

export interface Place {
  posx: number;
  posy: number;
}

export type Placed = Tag & Place;

function keyOf({ posx, posy }: Place): string {
  return `${posx} ${posy}`;
}

/** The first free place of the mood grid, row by row. */
export function freePlace(moods: readonly Pick<Tag, "posx" | "posy">[]): Place {
  const taken = new Set(moods.map(({ posx, posy }) => `${posx} ${posy}`));
  for (let place = 0; ; place++) {
    const [posx, posy] = [place % COLUMNS, Math.floor(place / COLUMNS)];
    if (!taken.has(keyOf({ posx, posy }))) return { posx, posy };
  }
}

/** Every mood with a place of its own: those without one, or that stand on another, go where there is room. */
export function placed(moods: readonly Tag[]): Placed[] {
  const result: Placed[] = [];
  const homeless: Tag[] = [];
  const taken = new Set<string>();
  for (const mood of moods) {
    const { posx, posy } = mood;
    const fits = posx !== null && posy !== null && posx >= 0 && posx < COLUMNS && posy >= 0 && posy < ROWS_AT_MOST;
    if (!fits || taken.has(keyOf({ posx, posy }))) homeless.push(mood);
    else {
      taken.add(keyOf({ posx, posy }));
      result.push({ ...mood, posx, posy });
    }
  }
  for (const mood of homeless) result.push({ ...mood, ...freePlace(result) });
  return result;
}

/** How many rows there are, with an empty one below to drop things on. */
export function rowsOf(moods: readonly Placed[]): number {
  return Math.min(ROWS_AT_MOST, Math.max(0, ...moods.map(({ posy }) => posy + 1)) + 1);
}

/** The moods after one of them went to a place; whoever stood there takes the place it left. Null when it cannot go there. */
export function moved(moods: readonly Placed[], id: number, to: Place): Placed[] | null {
  const mover = moods.find((mood) => mood.id === id);
  if (!mover || to.posx < 0 || to.posx >= COLUMNS || to.posy < 0 || to.posy >= ROWS_AT_MOST || keyOf(mover) === keyOf(to)) return null;
  const from = { posx: mover.posx, posy: mover.posy };
  return moods.map((mood) => (mood.id === id ? { ...mood, ...to } : keyOf(mood) === keyOf(to) ? { ...mood, ...from } : mood));
}
