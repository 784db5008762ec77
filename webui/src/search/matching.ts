/** How well a name meets what was typed, and what the catalogue of this page finds by itself. Pure. */
import type { Album, Artist, ArtistEntry, QueuedSong } from "../api/types";

/** What was found, by kind, the best of each kind first. */
export interface Findings {
  artists: readonly { artist: Artist; albums: readonly Album[] }[];
  albums: readonly { artist: Artist; album: Album }[];
  songs: readonly Pick<QueuedSong, "artist" | "album" | "song">[];
}

export type Hit =
  | { kind: "artist"; key: string; artist: Artist; albums: readonly Album[] }
  | { kind: "album"; key: string; artist: Artist; album: Album }
  | ({ kind: "song"; key: string } & Pick<QueuedSong, "artist" | "album" | "song">);

export const NOTHING: Findings = { artists: [], albums: [], songs: [] };

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

function bestFirst<T>(things: readonly T[], typed: string, nameOf: (thing: T) => string, limit: number): T[] {
  const scored = things.map((thing) => ({ thing, score: likeness(typed, fold(nameOf(thing))) })).filter(({ score }) => score > 0);
  return scored
    .sort((one, other) => other.score - one.score)
    .slice(0, limit)
    .map(({ thing }) => thing);
}

/** Artists and albums this page knows; songs only the server knows. */
export function findLocally(text: string, entries: readonly ArtistEntry[], limit: number): Findings {
  const typed = fold(text);
  const artists = entries.map(({ artist, albums }) => ({ artist, albums: albums.map(({ album }) => album) }));
  const albums = artists.flatMap(({ artist, albums: own }) => own.map((album) => ({ artist, album })));
  return {
    artists: bestFirst(artists.filter(({ albums: own }) => own.length > 0), typed, ({ artist }) => artist.name, limit),
    albums: bestFirst(albums, typed, ({ album }) => album.name, limit),
    songs: [],
  };
}

/** All findings in the order they are shown, the best of all first. */
export function hitsOf(text: string, { artists, albums, songs }: Findings): Hit[] {
  const hits: Hit[] = [
    ...artists.map((found) => ({ kind: "artist" as const, key: `artist-${found.artist.id}`, artist: found.artist, albums: found.albums })),
    ...albums.map((found) => ({ kind: "album" as const, key: `album-${found.album.id}`, artist: found.artist, album: found.album })),
    ...songs.map((found) => ({ kind: "song" as const, key: `song-${found.song.id}`, artist: found.artist, album: found.album, song: found.song })),
  ];
  const typed = fold(text);
  const score = (hit: Hit) => likeness(typed, fold(nameOf(hit)));
  const best = hits.reduce<Hit | null>((found, hit) => (found && score(found) >= score(hit) ? found : hit), null);
  return best ? [best, ...hits.filter((hit) => hit !== best)] : [];
}

export function nameOf(hit: Hit): string {
  return hit.kind === "artist" ? hit.artist.name : hit.kind === "album" ? hit.album.name : hit.song.name;
}
