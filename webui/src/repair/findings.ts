/** What a comparison of music directory and catalogue found, brought to what a person has to decide. */
import type { Arguments } from "../api/types";

export type MovedPaths = Arguments<"ApplyScan">["moved"];
export type MovedKind = keyof MovedPaths;

interface Known {
  id: number;
  path: string;
}

export interface Scan {
  lostpaths: Record<MovedKind, Known[]>;
  newpaths: Record<"albums" | "songs" | "videos" | "filteredsongs", { path: string }[]>;
  problems: string[];
  moved: MovedPaths;
  changed: Record<"songs" | "videos", Known[]>;
}

const KINDS = ["artists", "albums", "songs", "videos"] as const;

/** Everything that was moved, what lies in a moved directory left out: it comes with it. */
export function movesOf({ moved }: Pick<Scan, "moved">): { kind: MovedKind; id: number; old: string; new: string }[] {
  const all = KINDS.flatMap((kind) => moved[kind].map((each) => ({ kind, ...each })));
  return all.filter(
    (each) => !all.some((above) => above !== each && each.old.startsWith(`${above.old}/`) && each.new === above.new + each.old.slice(above.old.length)),
  );
}

/** What is lost and was not found elsewhere. */
export function missingOf({ lostpaths, moved }: Pick<Scan, "lostpaths" | "moved">): { kind: MovedKind; id: number; path: string }[] {
  const all = KINDS.flatMap((kind) => {
    const found = new Set(moved[kind].map(({ id }) => id));
    return lostpaths[kind].filter(({ id }) => !found.has(id)).map(({ id, path }) => ({ kind, id, path }));
  });
  return all.filter((each) => !all.some((above) => above !== each && each.path.startsWith(`${above.path}/`)));
}
