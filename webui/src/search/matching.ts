/** How well a name meets what was typed, and which part of it does. Pure. */
import type { Album, Artist, FoundVideo, QueuedSong, Result } from "../api/types";

type Placed = Pick<QueuedSong, "artist" | "album" | "song">;
/** What was found, by kind, the best of each kind first. */
export type Findings = Result<"Find">;

export type Hit =
  | { kind: "artist"; key: string; artist: Artist; albums: readonly Album[] }
  | { kind: "album"; key: string; artist: Artist; album: Album }
  | ({ kind: "song" | "lyrics"; key: string } & Placed)
  | ({ kind: "video"; key: string } & FoundVideo);

export const KINDS = ["artist", "album", "song", "lyrics", "video"] as const satisfies readonly Hit["kind"][];
export const NOTHING: Findings = { artists: [], albums: [], songs: [], videos: [], lyrics: [] };

/** Letters without accents and case, words with single spaces. */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** 4 the same, 3 its beginning, 2 beginnings of its words, 1 somewhere inside, 0 not at all. Both texts are folded. */
export function likeness(typed: string, name: string): number {
  if (typed === "") return 0;
  if (name === typed) return 4;
  if (name.startsWith(typed)) return 3;
  const words = name.split(" ");
  if (typed.split(" ").every((part) => words.some((word) => word.startsWith(part)))) return 2;
  return name.includes(typed) ? 1 : 0;
}

export interface Piece {
  text: string;
  hit: boolean;
}

/** A name in pieces, those that were typed marked. Accents and case do not matter; typos mark nothing. */
export function highlighted(typed: string, name: string): Piece[] {
  const letters = Array.from(name);
  const folded = letters.map((letter) => fold(letter) || " ");
  // Letters that fold into several, such as ß or ﬁ, are found by their first one.
  const flat = folded.map((each) => each[0] ?? " ").join("");
  const marked = letters.map(() => false);
  for (const word of fold(typed).split(" ").filter(Boolean)) {
    const beginning = ` ${flat}`.indexOf(` ${word}`);
    const place = beginning >= 0 ? beginning : flat.indexOf(word);
    if (place >= 0) marked.fill(true, place, place + word.length);
  }
  const pieces: Piece[] = [];
  letters.forEach((letter, index) => {
    const [last, hit] = [pieces.at(-1), marked[index] ?? false];
    if (last?.hit !== hit) pieces.push({ text: letter, hit });
    else last.text += letter;
  });
  return pieces;
}

/** All findings in the order they are shown, the best of all first. */
export function hitsOf(text: string, { artists, albums, songs, videos, lyrics }: Findings): Hit[] {
  const hits: Hit[] = [
    ...artists.map(({ artist, albums: own }) => ({ kind: "artist" as const, key: `artist-${artist.id}`, artist, albums: own })),
    ...albums.map((found) => ({ kind: "album" as const, key: `album-${found.album.id}`, ...found })),
    ...songs.map((found) => ({ kind: "song" as const, key: `song-${found.song.id}`, ...found })),
    ...lyrics.map((found) => ({ kind: "lyrics" as const, key: `lyrics-${found.song.id}`, ...found })),
    ...videos.map((found) => ({ kind: "video" as const, key: `video-${found.video.id}`, ...found })),
  ];
  const typed = fold(text);
  const score = (hit: Hit) => likeness(typed, fold(nameOf(hit)));
  const best = hits.reduce<Hit | null>((found, hit) => (found && score(found) >= score(hit) ? found : hit), null);
  return best ? [best, ...hits.filter((hit) => hit !== best)] : [];
}

export function nameOf(hit: Hit): string {
  if (hit.kind === "artist") return hit.artist.name;
  if (hit.kind === "album") return hit.album.name;
  return hit.kind === "video" ? hit.video.name : hit.song.name;
}
