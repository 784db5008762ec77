/** The addresses of the page: what a path shows, and how a view is linked to. */

export type Route =
  | { name: "home" }
  | { name: "albums" }
  | { name: "songs" }
  | { name: "song"; id: number }
  | { name: "moods" }
  | { name: "tag"; id: number }
  | { name: "search"; text: string }
  | { name: "rules"; id: number }
  | { name: "artists" }
  | { name: "artist"; id: number }
  | { name: "album"; id: number }
  | { name: "videos" }
  | { name: "playlists" }
  | { name: "playlist"; id: number }
  | { name: "statistics" }
  | { name: "changes" }
  | { name: "settings" }
  | { name: "repair" }
  | { name: "duplicates" }
  | { name: "inbox" }
  | { name: "missing" };

const PAGES: Record<string, Route> = {
  "/": { name: "home" },
  "/albums": { name: "albums" },
  "/songs": { name: "songs" },
  "/moods": { name: "moods" },
  "/artists": { name: "artists" },
  "/videos": { name: "videos" },
  "/playlists": { name: "playlists" },
  "/statistics": { name: "statistics" },
  "/changes": { name: "changes" },
  "/settings": { name: "settings" },
  "/repair": { name: "repair" },
  "/duplicates": { name: "duplicates" },
  "/inbox": { name: "inbox" },
};

/** A text in an address; what is no proper encoding stands for itself. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function parseRoute(path: string): Route {
  const page = PAGES[path.length > 1 ? path.replace(/\/+$/, "") : path];
  if (page) return page;
  const [, name, id, more] = /^\/(artist|album|playlist|song|tag)\/(\d+)(\/rules)?\/?$/.exec(path) ?? [];
  if (name === "playlist" && more) return { name: "rules", id: Number(id) };
  if (name && id && !more) return { name: name as "artist" | "album" | "playlist" | "song" | "tag", id: Number(id) };
  const [, text] = /^\/search\/(.+)$/.exec(path) ?? [];
  if (text) return { name: "search", text: decode(text) };
  return { name: "missing" };
}

export const pathTo = {
  home: "/",
  albums: "/albums",
  songs: "/songs",
  moods: "/moods",
  artists: "/artists",
  videos: "/videos",
  playlists: "/playlists",
  statistics: "/statistics",
  changes: "/changes",
  settings: "/settings",
  repair: "/repair",
  duplicates: "/duplicates",
  inbox: "/inbox",
  artist: (id: number) => `/artist/${id}`,
  album: (id: number) => `/album/${id}`,
  playlist: (id: number) => `/playlist/${id}`,
  rules: (id: number) => `/playlist/${id}/rules`,
  song: (id: number) => `/song/${id}`,
  tag: (id: number) => `/tag/${id}`,
  search: (text: string) => `/search/${encodeURIComponent(text)}`,
};
