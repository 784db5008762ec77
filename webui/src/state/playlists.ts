/** The playlists of the household, by name; kept up to date. */
import { signal } from "@preact/signals";

import { server } from "../api/server";
import type { Result } from "../api/types";

export const playlists = signal<Result<"GetPlaylists">>([]);
/** Counts up with every change, for the page of a playlist. */
export const playlistVersion = signal(0);

async function reload(): Promise<void> {
  playlists.value = await server.request("GetPlaylists", {});
  playlistVersion.value++;
}

export function startPlaylists(): void {
  server.on("open", () => void reload());
  server.on("news", ({ subject }) => {
    if (subject === "Playlists") void reload();
  });
}
