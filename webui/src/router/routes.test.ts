/** Every address shows what it says. */
import { expect, test } from "vitest";

import { parseRoute, pathTo } from "./routes";

test.each([
  ["/", { name: "home" }],
  ["/albums", { name: "albums" }],
  ["/albums/", { name: "albums" }],
  [pathTo.songs, { name: "songs" }],
  [pathTo.moods, { name: "moods" }],
  [pathTo.song(5), { name: "song", id: 5 }],
  [pathTo.tag(6), { name: "tag", id: 6 }],
  [pathTo.rules(0), { name: "rules", id: 0 }],
  [pathTo.search("AC/DC 100%?"), { name: "search", text: "AC/DC 100%?" }],
  ["/search/100%", { name: "search", text: "100%" }],
  ["/song/5/rules", { name: "missing" }],
  ["/artists", { name: "artists" }],
  [pathTo.artist(7), { name: "artist", id: 7 }],
  [pathTo.album(12), { name: "album", id: 12 }],
  [pathTo.playlist(3), { name: "playlist", id: 3 }],
  [pathTo.statistics, { name: "statistics" }],
  [pathTo.settings, { name: "settings" }],
  ["/album/x", { name: "missing" }],
  ["/album/1/2", { name: "missing" }],
  [pathTo.duplicates, { name: "duplicates" }],
  ["/inbox", { name: "inbox" }],
  ["/../etc", { name: "missing" }],
])("%s", (path, route) => {
  expect(parseRoute(path)).toEqual(route);
});
