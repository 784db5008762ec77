/** What is known about songs: flags, moods, genres; changed by a click, taken back when the server refuses. */
import { computed, signal, type Signal } from "@preact/signals";

import { sentenceOf } from "../api/errors";
import { server } from "../api/server";
import type { Arguments, Song, SongView, Tag, Tags } from "../api/types";
import { tell } from "./messages";
import { track } from "./player";

const KEPT_AT_MOST = 24;
const views = new Map<number, Signal<SongView | null>>();

async function fetchView(songid: number, view: Signal<SongView | null>): Promise<void> {
  view.value = await server.request("GetSong", { songid });
}

/** A song with its tags, kept up to date; null until the answer is there. */
export function songView(songid: number): Signal<SongView | null> {
  const known = views.get(songid) ?? signal<SongView | null>(null);
  const fresh = !views.delete(songid);
  views.set(songid, known);
  // A song that is gone in the meantime has no flags to show.
  if (fresh) void fetchView(songid, known).catch(() => undefined);
  for (const oldest of [...views.keys()].slice(0, Math.max(0, views.size - KEPT_AT_MOST))) views.delete(oldest);
  return known;
}

/** The current song with its tags; null until the answer is there. */
const current = computed(() => (track.value ? songView(track.value.song.id) : null));
export const details = computed(() => current.value?.value ?? null);
/** All genres and moods there are. */
export const allTags = signal<Tags>({ genres: [], subgenres: [], moods: [] });

type Change = Pick<Arguments<"UpdateSongStatistic">, "statistic" | "modifier">;
export type TagClass = "genres" | "subgenres" | "moods";

const CLASSES = { 1: "genres", 2: "subgenres", 3: "moods" } as const;
const SWITCHES = { disable: "disabled", liverecording: "liverecording", badaudio: "badaudio" } as const;

function changed(song: Song, { statistic, modifier }: Change): Song {
  if (statistic === "favorite") return { ...song, favorite: { love: 1, hate: -1 }[modifier as string] ?? 0 };
  if (statistic === "likes" || statistic === "dislikes") return { ...song, [statistic]: Math.max(0, song[statistic] + (modifier === "dec" ? -1 : 1)) };
  if (statistic in SWITCHES) return { ...song, [SWITCHES[statistic as keyof typeof SWITCHES]]: modifier === "yes" ? 1 : 0 };
  return song;
}

async function optimistic(shown: SongView, ask: () => Promise<unknown>): Promise<void> {
  const view = songView(shown.song.id);
  const before = view.value;
  view.value = shown;
  try {
    await ask();
  } catch (error) {
    if (view.value === shown) view.value = before;
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

/** A tag as it hangs on a song: who says so, and how sure a machine was. */
export type HangingTag = Tag & { approval?: number; confidence?: number };

/** Whether a machine has guessed a tag, and nobody has confirmed it. What files say of themselves is certain, whoever has read it. */
export function isGuess(tag: HangingTag): boolean {
  return tag.approval === 0 && (tag.confidence ?? 0) < 1;
}

export function classOf(tag: Tag): TagClass {
  return CLASSES[tag.class as 1 | 2 | 3];
}

/** The tag as it hangs on the song; undefined when it does not. */
export function hanging(view: SongView, tag: Tag): HangingTag | undefined {
  return view.tags[classOf(tag)].find(({ id }) => id === tag.id);
}

function withTags(view: SongView, tag: Tag, tags: Tag[]): SongView {
  return { ...view, tags: { ...view.tags, [classOf(tag)]: tags } };
}

/** Hangs a tag on a song, or confirms a guess. */
export function giveTag(view: SongView, tag: Tag): void {
  const confirmed: HangingTag = { ...tag, approval: 1, confidence: 1 };
  const others = view.tags[classOf(tag)];
  const tags = others.some(({ id }) => id === tag.id) ? others.map((each) => (each.id === tag.id ? confirmed : each)) : [...others, confirmed];
  void optimistic(withTags(view, tag, tags), () => server.request("SetSongTag", { songid: view.song.id, tagid: tag.id }));
}

export function takeTag(view: SongView, tag: Tag): void {
  const tags = view.tags[classOf(tag)].filter(({ id }) => id !== tag.id);
  void optimistic(withTags(view, tag, tags), () => server.request("RemoveSongTag", { songid: view.song.id, tagid: tag.id }));
}

/** A suggestion is wrong, and never comes back for this song. */
export function refuse(view: SongView, tag: Tag): void {
  void optimistic(view, () => server.request("RejectSuggestion", { songid: view.song.id, tagid: tag.id }));
}

/** A click on a mood: a guess becomes certain, else it is there or not. */
export function toggleMood(view: SongView, tag: Tag): void {
  const own = hanging(view, tag);
  if (own && !isGuess(own)) takeTag(view, tag);
  else giveTag(view, tag);
}

async function fetchTags(): Promise<void> {
  allTags.value = await server.request("GetTags", {});
}

function refetch(): void {
  for (const [songid, view] of views) void fetchView(songid, view).catch(() => undefined);
}

export function startDetails(): void {
  server.on("open", (again) => {
    void fetchTags();
    if (again) refetch();
  });
  server.on("refresh", () => {
    refetch();
    void fetchTags();
  });
  server.on("announced", (name, result) => {
    if (name === "GetTags") allTags.value = result as Tags;
    if (name !== "GetSong") return;
    const fresh = result as SongView;
    const view = views.get(fresh.song.id);
    if (view) view.value = fresh;
  });
}
