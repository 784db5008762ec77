/** Every address shows what it says. */
import { expect, test } from "vitest";

import { parseRoute, pathTo } from "./routes";

test.each([
  ["/", { name: "home" }],
  ["/albums", { name: "home" }],
  ["/albums/", { name: "home" }],
  ["/artists", { name: "artists" }],
  [pathTo.artist(7), { name: "artist", id: 7 }],
  [pathTo.album(12), { name: "album", id: 12 }],
  [pathTo.playlist(3), { name: "playlist", id: 3 }],
  [pathTo.statistics, { name: "statistics" }],
  [pathTo.settings, { name: "settings" }],
  ["/album/x", { name: "missing" }],
  ["/album/1/2", { name: "missing" }],
  ["/inbox", { name: "inbox" }],
  ["/../etc", { name: "missing" }],
])("%s", (path, route) => {
  expect(parseRoute(path)).toEqual(route);
});
