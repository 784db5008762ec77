/** The catalogue as this page knows it: all artists with their albums, loaded whole and refreshed when the server says so. */
import { computed, signal } from "@preact/signals";

import { server } from "../api/server";
import type { Album, AlbumView, Artist, ArtistEntry, VideoEntry } from "../api/types";

/** An album together with who made it. */
export interface ShelfAlbum {
  album: Album;
  artist: Artist;
}

export type AlbumOrder = "artist" | "name" | "release" | "added";

const RECENT = 24;
const RELOAD_PAUSE = 700;

const entries = signal<readonly ArtistEntry[] | null>(null);

/** Null until the first answer. */
export const artists = computed(() => entries.value?.filter((entry) => entry.albums.length > 0) ?? null);
export const allArtists = computed(() => entries.value ?? []);
export const artistsById = computed(() => new Map((entries.value ?? []).map((entry) => [entry.artist.id, entry])));
export const albums = computed<readonly ShelfAlbum[]>(() =>
  (entries.value ?? []).flatMap(({ artist, albums: own }) => own.map(({ album }) => ({ album, artist }))),
);
export const albumsById = computed(() => new Map(albums.value.map((each) => [each.album.id, each])));
export const albumsByPath = computed(() => new Map(albums.value.map((each) => [each.album.path, each])));
export const recentAlbums = computed(() => sortAlbums(albums.value, "added").slice(0, RECENT));
/** Counts up with every refresh, for views that fetch their own details. */
export const catalogueVersion = signal(0);

export function sortAlbums(shelf: readonly ShelfAlbum[], order: AlbumOrder): ShelfAlbum[] {
  const collator = new Intl.Collator(document.documentElement.lang || "en", { numeric: true, sensitivity: "base" });
  const compare: Record<AlbumOrder, (one: ShelfAlbum, other: ShelfAlbum) => number> = {
    artist: (one, other) => collator.compare(one.artist.name, other.artist.name) || one.album.release - other.album.release,
    name: (one, other) => collator.compare(one.album.name, other.album.name),
    release: (one, other) => other.album.release - one.album.release || collator.compare(one.artist.name, other.artist.name),
    added: (one, other) => other.album.added - one.album.added || other.album.id - one.album.id,
  };
  return [...shelf].sort(compare[order]);
}

let loading = false;
let again = false;

async function reload(): Promise<void> {
  if (loading) {
    again = true;
    return;
  }
  loading = true;
  try {
    entries.value = await server.request("GetArtistsWithAlbums", {});
    catalogueVersion.value++;
  } finally {
    loading = false;
  }
  if (!again) return;
  again = false;
  // An import of many albums refreshes often; one reload per pause is enough for the eye.
  setTimeout(() => void reload(), RELOAD_PAUSE);
}

export function startLibrary(): void {
  server.on("open", () => void reload());
  server.on("refresh", () => void reload());
}

/** One album with its songs; rejects when it is gone. */
export function fetchAlbum(albumid: number): Promise<AlbumView> {
  return server.request("GetAlbum", { albumid });
}

export function fetchVideos(artistid: number): Promise<VideoEntry[]> {
  return server.request("GetVideos", { artistid });
}
