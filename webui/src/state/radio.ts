/** Radio: Randy goes on with what sounds like a song, an album, or all that has a mood or a genre, until somebody stops him. */
import { signal } from "@preact/signals";

import { sentenceOf } from "../api/errors";
import { server } from "../api/server";
import type { Result, Tag } from "../api/types";
import { t } from "../i18n/language";
import { allTags } from "./details";
import type { ShelfAlbum } from "./library";
import { tell } from "./messages";
import { spell } from "./names";
import { playSongs, queue, track } from "./player";
import type { Placed } from "./songqueue";
import { attempt } from "./useAnswer";

type Station = Result<"GetRadioStation">;
type Seed = { songid: number } | { albumid: number } | { tagid: number };

/** The first songs are there at once; Randy adds the others. */
const SONGS = 10;

/** What the radio plays around, by its name; null while there is none. */
export const station = signal<string | null>(null);

async function nameOf({ songid, albumid, tagid }: Station): Promise<string | null> {
  const { genres, subgenres, moods } = allTags.value;
  if (songid !== null) return (await server.request("GetSomeSongs", { songids: [songid] }))[0]?.song.name ?? null;
  if (albumid !== null) return (await server.request("GetSomeAlbums", { albumids: [albumid] }))[0]?.album.name ?? null;
  return [...genres, ...subgenres, ...moods].find(({ id }) => id === tagid)?.name ?? null;
}

async function show(now: Station): Promise<void> {
  const name = await nameOf(now);
  station.value = name === null ? null : spell(name);
}

async function start(seed: Seed, name: string, first: readonly Placed[]): Promise<void> {
  try {
    const songids = await server.request("GetRadio", { ...seed, limit: SONGS });
    if (songids.length === 0) {
      tell(t.radio.nothing(name));
      return;
    }
    const songs = await server.request("GetSomeSongs", { songids });
    // What plays already goes on, and what goes with it follows.
    if (first[0] && first[0].song.id === track.value?.song.id) await queue.add(songs, "next");
    else playSongs([...first, ...songs]);
    await server.request("StartRadio", seed);
    tell(t.radio.started(name));
  } catch (error) {
    tell(sentenceOf(error));
  }
}

export function songRadio(placed: Placed): void {
  void start({ songid: placed.song.id }, spell(placed.song.name), [placed]);
}

export function albumRadio({ album }: ShelfAlbum): void {
  void start({ albumid: album.id }, spell(album.name), []);
}

export function tagRadio(tag: Tag): void {
  void start({ tagid: tag.id }, tag.name, []);
}

export function stopRadio(): void {
  void attempt("StopRadio", {});
}

export function startStation(): void {
  server.on("open", () => void server.request("GetRadioStation", {}).then(show).catch(() => undefined));
  server.on("announced", (name, result) => {
    if (name === "GetRadioStation") void show(result as Station).catch(() => undefined);
  });
}
