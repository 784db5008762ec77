/** Radio: songs that sound like where it begins, a song, an album, or all that has a mood or a genre. */
import { sentenceOf } from "../api/errors";
import { server } from "../api/server";
import type { Tag } from "../api/types";
import { t } from "../i18n/language";
import type { ShelfAlbum } from "./library";
import { tell } from "./messages";
import { spell } from "./names";
import { playSongs, queue, track } from "./player";
import type { Placed } from "./songqueue";

/** The queue is shared; nobody wants to take out a hundred. */
const SONGS = 40;

type Seed = { songid: number } | { albumid: number } | { tagid: number };

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
