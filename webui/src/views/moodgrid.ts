/** Where the moods stand: each has a place in a grid; those without one come behind. */
import type { Tag } from "../api/types";

export interface MoodGridLayout {
  columns: number;
  rows: readonly (readonly (Tag | null)[])[];
}

/** Two moods never share a place: the second one goes to the next free one. */
export function gridOf(moods: readonly Tag[]): MoodGridLayout {
  const placed = moods.filter(({ posx, posy }) => posx !== null && posy !== null && posx >= 0 && posy >= 0 && posx < 32 && posy < 32);
  const columns = Math.max(1, ...placed.map(({ posx }) => (posx ?? 0) + 1), placed.length === 0 ? Math.min(moods.length, 4) : 0);
  const rows: (Tag | null)[][] = [];
  const put = (mood: Tag, start: number) => {
    let place = start;
    while (rows[Math.floor(place / columns)]?.[place % columns]) place++;
    const row = Math.floor(place / columns);
    while (rows.length <= row) rows.push(Array.from({ length: columns }, () => null));
    rows[row]![place % columns] = mood;
  };
  for (const mood of placed) put(mood, (mood.posy ?? 0) * columns + (mood.posx ?? 0));
  for (const mood of moods) if (!placed.includes(mood)) put(mood, 0);
  // Rows nobody stands in are no rows.
  return { columns, rows: rows.filter((row) => row.some(Boolean)) };
}
