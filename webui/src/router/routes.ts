/** The addresses of the page: what a path shows, and how a view is linked to. */

export type Route =
  | { name: "home" }
  | { name: "artists" }
  | { name: "artist"; id: number }
  | { name: "album"; id: number }
  | { name: "videos" }
  | { name: "playlists" }
  | { name: "playlist"; id: number }
  | { name: "statistics" }
  | { name: "changes" }
  | { name: "settings" }
  | { name: "inbox" }
  | { name: "missing" };

const PAGES: Record<string, Route> = {
  "/": { name: "home" },
  "/albums": { name: "home" },
  "/artists": { name: "artists" },
  "/videos": { name: "videos" },
  "/playlists": { name: "playlists" },
  "/statistics": { name: "statistics" },
  "/changes": { name: "changes" },
  "/settings": { name: "settings" },
  "/inbox": { name: "inbox" },
};

export function parseRoute(path: string): Route {
  const page = PAGES[path.length > 1 ? path.replace(/\/+$/, "") : path];
  if (page) return page;
  const [, name, id] = /^\/(artist|album|playlist)\/(\d+)\/?$/.exec(path) ?? [];
  if (name && id) return { name: name as "artist" | "album" | "playlist", id: Number(id) };
  return { name: "missing" };
}

export const pathTo = {
  home: "/albums",
  artists: "/artists",
  videos: "/videos",
  playlists: "/playlists",
  statistics: "/statistics",
  changes: "/changes",
  settings: "/settings",
  inbox: "/inbox",
  artist: (id: number) => `/artist/${id}`,
  album: (id: number) => `/album/${id}`,
  playlist: (id: number) => `/playlist/${id}`,
};
