/** The addresses of the page: what a path shows, and how a view is linked to. */

export type Route =
  | { name: "home" }
  | { name: "artists" }
  | { name: "artist"; id: number }
  | { name: "album"; id: number }
  | { name: "videos" }
  | { name: "inbox" }
  | { name: "missing" };

const PAGES: Record<string, Route> = {
  "/": { name: "home" },
  "/albums": { name: "home" },
  "/artists": { name: "artists" },
  "/videos": { name: "videos" },
  "/inbox": { name: "inbox" },
};

export function parseRoute(path: string): Route {
  const page = PAGES[path.length > 1 ? path.replace(/\/+$/, "") : path];
  if (page) return page;
  const [, name, id] = /^\/(artist|album)\/(\d+)\/?$/.exec(path) ?? [];
  if (name && id) return { name: name as "artist" | "album", id: Number(id) };
  return { name: "missing" };
}

export const pathTo = {
  home: "/albums",
  artists: "/artists",
  videos: "/videos",
  inbox: "/inbox",
  artist: (id: number) => `/artist/${id}`,
  album: (id: number) => `/album/${id}`,
};
