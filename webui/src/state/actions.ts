/** What can be done with songs and albums from everywhere: the entries of their menus. */
import { Dices, Disc3, FilePen, FolderPen, ImageUp, Info, ListEnd, ListPlus, ListStart, Play, Radio, User } from "lucide";

import { sentenceOf } from "../api/errors";
import { server } from "../api/server";
import type { Arguments, Artist, Rule, Tag } from "../api/types";
import type { MenuItem } from "../components/Menu";
import { t } from "../i18n/language";
import { reshaping, retagging } from "../reshape/wishes";
import { navigate } from "../router/router";
import { pathTo } from "../router/routes";
import { chooseCover } from "../upload/cover";
import { fetchAlbum, type ShelfAlbum } from "./library";
import { tell } from "./messages";
import { spell } from "./names";
import { playlists } from "./playlists";
import { playSongs, queue, songsOf } from "./player";
import { albumRadio, songRadio } from "./radio";
import type { Placed } from "./songqueue";

async function enqueue(songs: readonly Placed[], position: "next" | "last", name: string): Promise<void> {
  if (await queue.add(songs, position)) tell(t.menu.queued(spell(name)));
}

/** Does something with the songs of an album; says so when it is gone. */
export async function withAlbum(albumid: number, act: (songs: readonly Placed[]) => unknown): Promise<void> {
  try {
    await act(songsOf(await fetchAlbum(albumid)));
  } catch (error) {
    tell(sentenceOf(error));
  }
}

/** So many songs come into the queue at a time; it is shared, and nobody wants to take out a thousand. */
const PLAYED_AT_ONCE = 50;

/** Plays the first songs a rule holds for, in an order. */
export async function playRule(rule: Rule, order: NonNullable<Arguments<"GetSongShelf">["order"]>): Promise<void> {
  try {
    const { first } = await server.request("GetSongShelf", { rule, order, first: PLAYED_AT_ONCE });
    if (first.length === 0) tell(t.lists.nothing);
    else playSongs(first);
  } catch (error) {
    tell(sentenceOf(error));
  }
}

/** Plays some songs of a genre or a mood. */
export function playTag(tag: Tag): Promise<void> {
  return playRule({ match: "tag", tagid: tag.id }, "random");
}

function playlistItems(what: { songids: number[] } | { albumids: number[] }): MenuItem[] {
  return playlists.value
    .filter(({ rules }) => rules === null)
    .map(({ id, name }) => ({
      label: t.menu.addTo(name),
      icon: ListPlus,
      act: () => {
        server.request("AddToPlaylist", { playlistid: id, ...what }).then(
          () => tell(t.playlists.added(name)),
          (error: unknown) => tell(sentenceOf(error)),
        );
      },
    }));
}

export function songMenu(placed: Placed, showsAlbum = true): MenuItem[] {
  const { song, album, artist } = placed;
  return [
    { label: t.menu.playNow, icon: Play, act: () => playSongs([placed]) },
    { label: t.menu.playNext, icon: ListStart, act: () => void enqueue([placed], "next", song.name) },
    { label: t.menu.playLast, icon: ListEnd, act: () => void enqueue([placed], "last", song.name) },
    { label: t.radio.start, icon: Radio, act: () => songRadio(placed) },
    ...(showsAlbum ? [{ label: t.menu.album, icon: Disc3, act: () => navigate(pathTo.album(album.id)) }] : []),
    { label: t.menu.artist, icon: User, act: () => navigate(pathTo.artist(artist.id)) },
    { label: t.menu.song, icon: Info, act: () => navigate(pathTo.song(song.id)) },
    { label: t.reshape.open, icon: FolderPen, act: () => (reshaping.value = { kind: "song", ...placed }) },
    { label: t.tags.open, icon: FilePen, act: () => (retagging.value = { name: spell(song.name), albumid: album.id, songid: song.id }) },
    ...playlistItems({ songids: [song.id] }),
  ];
}

export function albumMenu(shelf: ShelfAlbum): MenuItem[] {
  const { album, artist } = shelf;
  const add = (position: "next" | "last") => void withAlbum(album.id, (songs) => enqueue(songs, position, album.name));
  return [
    { label: t.menu.playNow, icon: Play, act: () => void withAlbum(album.id, playSongs) },
    { label: t.menu.playNext, icon: ListStart, act: () => add("next") },
    { label: t.menu.playLast, icon: ListEnd, act: () => add("last") },
    { label: t.radio.start, icon: Radio, act: () => albumRadio(shelf) },
    { label: t.menu.random, icon: Dices, act: () => void queue.addRandom("next", album.id) },
    { label: t.menu.artist, icon: User, act: () => navigate(pathTo.artist(artist.id)) },
    { label: t.cover.another, icon: ImageUp, act: () => chooseCover(album.path) },
    { label: t.reshape.open, icon: FolderPen, act: () => (reshaping.value = { kind: "album", album, artist }) },
    { label: t.tags.open, icon: FilePen, act: () => (retagging.value = { name: spell(album.name), albumid: album.id, songid: null }) },
    ...playlistItems({ albumids: [album.id] }),
  ];
}

export function artistMenu(artist: Artist): MenuItem[] {
  return [{ label: t.reshape.open, icon: FolderPen, act: () => (reshaping.value = { kind: "artist", artist }) }];
}
