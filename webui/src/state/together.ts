/** Watching together: the server says which video is on and whether it plays, and all browsers that take part show it. */
import { signal } from "@preact/signals";

import { server } from "../api/server";
import type { Result } from "../api/types";
import { attempt } from "./useAnswer";

/** Whether this browser takes part. */
export const together = signal(false);
export const shown = signal<Result<"GetVideoStreamState"> | null>(null);

async function reload(): Promise<void> {
  if (together.value) shown.value = await server.request("GetVideoStreamState", {});
}

/** Takes part. What is paused goes on, and an empty queue gets a video. */
export async function watchTogether(): Promise<void> {
  together.value = true;
  if (await attempt("SetVideoStreamState", { state: "play" })) await reload();
  else together.value = false;
}

/** The others go on. */
export function leave(): void {
  together.value = false;
  shown.value = null;
}

/** Tells everybody that somebody pressed pause or play here. */
export function setPlaying(playing: boolean): void {
  if (!shown.value || shown.value.isplaying === playing) return;
  shown.value = { ...shown.value, isplaying: playing };
  void attempt("SetVideoStreamState", { state: playing ? "play" : "pause" });
}

export function startTogether(): void {
  server.on("open", () => void reload());
  server.on("news", ({ subject }) => {
    if (subject === "VideoStream" || subject === "VideoQueue") void reload();
  });
}
