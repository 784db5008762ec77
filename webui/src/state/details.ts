/** What is known about the current song: flags, moods, genres; changed by a click, taken back when the server refuses. */
import { effect, signal } from "@preact/signals";

import { sentenceOf } from "../api/errors";
import { server } from "../api/server";
import type { Arguments, Song, SongView, Tag, Tags } from "../api/types";
import { tell } from "./messages";
import { track } from "./player";

/** The current song with its tags; null until the answer is there. */
export const details = signal<SongView | null>(null);
/** All genres and moods there are. */
export const allTags = signal<Tags>({ genres: [], subgenres: [], moods: [] });

type Change = Pick<Arguments<"UpdateSongStatistic">, "statistic" | "modifier">;

function changed(song: Song, { statistic, modifier }: Change): Song {
  if (statistic === "favorite") return { ...song, favorite: { love: 1, hate: -1 }[modifier as string] ?? 0 };
  if (statistic === "likes" || statistic === "dislikes") return { ...song, [statistic]: Math.max(0, song[statistic] + (modifier === "dec" ? -1 : 1)) };
  return song;
}

async function optimistic(shown: SongView, ask: () => Promise<unknown>): Promise<void> {
  const before = details.value;
  details.value = shown;
  try {
    await ask();
  } catch (error) {
    if (details.value === shown) details.value = before;
    tell(sentenceOf(error));
  }
}

export function change(view: SongView, wanted: Change): void {
  void optimistic({ ...view, song: changed(view.song, wanted) }, () => server.request("UpdateSongStatistic", { songid: view.song.id, ...wanted }));
}

/** Favorite and hated exclude each other; the same click again takes it back. */
export function judge(view: SongView, judgement: "love" | "hate"): void {
  const same = view.song.favorite === (judgement === "love" ? 1 : -1);
  change(view, { statistic: "favorite", modifier: same ? "none" : judgement });
}

export function hasTag(view: SongView, tag: Tag): boolean {
  return [...view.tags.moods, ...view.tags.genres, ...view.tags.subgenres].some(({ id }) => id === tag.id);
}

export function toggleMood(view: SongView, tag: Tag): void {
  const has = hasTag(view, tag);
  const moods = has ? view.tags.moods.filter(({ id }) => id !== tag.id) : [...view.tags.moods, tag];
  const which = { songid: view.song.id, tagid: tag.id };
  void optimistic({ ...view, tags: { ...view.tags, moods } }, () => (has ? server.request("RemoveSongTag", which) : server.request("SetSongTag", which)));
}

async function fetchDetails(songid: number): Promise<void> {
  const fresh = await server.request("GetSong", { songid });
  if (track.peek()?.song.id === songid) details.value = fresh;
}

async function fetchTags(): Promise<void> {
  allTags.value = await server.request("GetTags", {});
}

export function startDetails(): void {
  server.on("open", () => {
    void fetchTags();
    const current = track.peek();
    if (current) void fetchDetails(current.song.id).catch(() => undefined);
  });
  server.on("announced", (name, result) => {
    if (name === "GetTags") allTags.value = result as Tags;
    if (name !== "GetSong") return;
    const fresh = result as SongView;
    if (fresh.song.id === track.peek()?.song.id) details.value = fresh;
  });
  let shown: number | null = null;
  effect(() => {
    const songid = track.value?.song.id ?? null;
    if (songid === shown) return;
    shown = songid;
    details.value = null;
    // A song that is gone in the meantime has no flags to show.
    if (songid !== null) void fetchDetails(songid).catch(() => undefined);
  });
}
