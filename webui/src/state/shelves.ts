/** The long lists of this page: albums, artists, songs and videos in any order. Those looked at last are still here on the way back. */
import { useEffect, useMemo } from "preact/hooks";

import { server } from "../api/server";
import type { Arguments, FoundAlbum, FoundArtist, FoundSong, FoundVideo, SongView } from "../api/types";
import { dependOn } from "./depend";
import { catalogueVersion } from "./library";
import { Shelf, type ShelfSource } from "./shelf";

interface Kept {
  shelf: Shelf<unknown>;
  version: number;
}

const KEPT_AT_MOST = 24;
const kept = new Map<string, Kept>();

function keep(key: string, make: () => Shelf<unknown>): Kept {
  const entry = kept.get(key) ?? { shelf: make(), version: -1 };
  kept.delete(key);
  kept.set(key, entry);
  for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - KEPT_AT_MOST))) kept.delete(oldest);
  return entry;
}

function useShelf<R>(key: string, source: ShelfSource<R>, turn = 0): Shelf<R> {
  // A view holds what it shows, however many others there are.
  const entry = useMemo(() => keep(key, () => new Shelf(source) as unknown as Shelf<unknown>), [key]);
  const version = catalogueVersion.value + turn;
  useEffect(() => {
    if (entry.version === version) return;
    entry.version = version;
    // Without an answer the shelf stays as it is; it is fetched anew when the line is back.
    entry.shelf.reload().catch(() => (entry.version = -1));
  }, [entry, version]);
  // Records are no signals; the version of the shelf is.
  dependOn(entry.shelf.version);
  return entry.shelf as unknown as Shelf<R>;
}

export type AlbumWish = Pick<Arguments<"GetAlbumShelf">, "order" | "descending" | "tagid" | "limit">;
export type SongWish = Pick<Arguments<"GetSongShelf">, "rule" | "order" | "descending">;

/** `turn` changes when the order may be another one although the catalogue is the same. */
export function useAlbums(wish: AlbumWish, turn = 0): Shelf<FoundAlbum> {
  return useShelf(
    `albums ${JSON.stringify(wish)}`,
    {
      order: async () => {
        const { albumids: ids, first, letters } = await server.request("GetAlbumShelf", wish);
        return { ids, first, letters };
      },
      records: (albumids) => server.request("GetSomeAlbums", { albumids }),
      idOf: ({ album }) => album.id,
    },
    turn,
  );
}

export function useArtists(): Shelf<FoundArtist> {
  return useShelf("artists", {
    order: async () => {
      const { artistids: ids, first, letters } = await server.request("GetArtistShelf", {});
      return { ids, first, letters };
    },
    records: (artistids) => server.request("GetSomeArtists", { artistids }),
    idOf: ({ artist }) => artist.id,
  });
}

export function useSongs(wish: SongWish, turn = 0): Shelf<FoundSong> {
  const shelf = useShelf<FoundSong>(
    `songs ${JSON.stringify(wish)}`,
    {
      order: async () => {
        const { songids: ids, first, letters } = await server.request("GetSongShelf", wish);
        return { ids, first, letters };
      },
      records: (songids) => server.request("GetSomeSongs", { songids }),
      idOf: ({ song }) => song.id,
    },
    turn,
  );
  useEffect(
    () =>
      server.on("announced", (name, result) => {
        if (name !== "GetSong") return;
        const { song } = result as SongView;
        shelf.put(song.id, (record) => ({ ...record, song }));
      }),
    [shelf],
  );
  return shelf;
}

export function useVideos(): Shelf<FoundVideo> {
  return useShelf("videos", {
    order: async () => {
      const { videoids: ids, first } = await server.request("GetVideoShelf", {});
      return { ids, first, letters: [] };
    },
    records: (videoids) => server.request("GetSomeVideos", { videoids }),
    idOf: ({ video }) => video.id,
  });
}
