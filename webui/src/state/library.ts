/** What this page knows about the catalogue: when it changed, which albums it has seen, and the whole of it for who needs that. */
import { computed, signal } from "@preact/signals";

import { server } from "../api/server";
import type { Album, AlbumView, Artist, ArtistEntry } from "../api/types";
import { Throttle } from "./throttle";

/** An album together with who made it. */
export interface ShelfAlbum {
  album: Album;
  artist: Artist;
}

/** An import of many albums refreshes often; one reload per pause is enough for the eye. */
const RELOAD_PAUSE = 700;

/** Counts up with every change, for views that fetch their own details. */
export const catalogueVersion = signal(0);
/** Whether there is any album; null until the first answer. */
export const hasAlbums = signal<boolean | null>(null);

const seen = new Map<number, ShelfAlbum>();

/** Keeps an album at hand, so that its page begins with its cover. */
export function noteAlbum(shelf: ShelfAlbum): void {
  seen.set(shelf.album.id, shelf);
}

export function seenAlbum(albumid: number): ShelfAlbum | null {
  return seen.get(albumid) ?? null;
}

const whole = signal<readonly ArtistEntry[] | null>(null);
let wholeWanted = false;

async function loadWhole(): Promise<void> {
  whole.value = await server.request("GetArtistsWithAlbums", {});
}

/** All albums. They are megabytes of a large collection, so nobody fetches them before somebody looks. */
const albums = computed<readonly ShelfAlbum[]>(() => {
  if (!wholeWanted) {
    wholeWanted = true;
    void loadWhole();
  }
  return (whole.value ?? []).flatMap(({ artist, albums: own }) => own.map(({ album }) => ({ album, artist })));
});
export const albumsById = computed(() => new Map(albums.value.map((each) => [each.album.id, each])));
export const albumsByPath = computed(() => new Map(albums.value.map((each) => [each.album.path, each])));

async function reload(): Promise<void> {
  catalogueVersion.value++;
  if (wholeWanted) void loadWhole();
  const { albumids } = await server.request("GetAlbumShelf", { order: "added", limit: 1, first: 0 });
  hasAlbums.value = albumids.length > 0;
}

const refreshed = new Throttle(RELOAD_PAUSE, () => void reload());
let quiet = true;

/** The first change is shown at once, those right after it together. */
function refresh(): void {
  if (!quiet) {
    refreshed.touch();
    return;
  }
  quiet = false;
  setTimeout(() => (quiet = true), RELOAD_PAUSE);
  void reload();
}

export function startLibrary(): void {
  server.on("open", () => void reload());
  server.on("refresh", refresh);
}

/** One album with its songs; rejects when it is gone. */
export function fetchAlbum(albumid: number): Promise<AlbumView> {
  return server.request("GetAlbum", { albumid });
}
