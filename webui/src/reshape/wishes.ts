/** What can be done about names and places: which wish each act becomes, and what it begins with. */
import { signal } from "@preact/signals";

import type { Arguments, Artist } from "../api/types";
import type { ShelfAlbum } from "../state/library";
import type { Placed } from "../state/songqueue";

export type Wish = Arguments<"PlanChange">;
export type Act = Wish["kind"];

export type Target = { kind: "artist"; artist: Artist } | ({ kind: "album" } & ShelfAlbum) | ({ kind: "song" } & Placed);

/** What a person types and chooses; each act uses some of it. */
export interface Fields {
  artist: string;
  album: string;
  year: string;
  name: string;
  number: string;
  disc: string;
  /** The id of the artist or album it goes to. */
  partner: string;
  songids: readonly number[];
}

/** The files whose tags are edited: those of an album, or of one song. */
export interface TagTarget {
  name: string;
  albumid: number;
  songid: number | null;
}

export const retagging = signal<TagTarget | null>(null);

export const ACTS: Readonly<Record<Target["kind"], readonly Act[]>> = {
  artist: ["renameartist", "mergeartists"],
  album: ["renamealbum", "movealbum", "mergealbums", "splitalbum"],
  song: ["renamesong", "movesongs"],
};

export const FIELDS: Readonly<Partial<Record<Act, readonly (keyof Fields)[]>>> = {
  renameartist: ["artist"],
  mergeartists: ["partner"],
  renamealbum: ["album", "year"],
  movealbum: ["artist"],
  mergealbums: ["partner", "disc"],
  splitalbum: ["songids", "album", "year"],
  renamesong: ["number", "name", "disc"],
  movesongs: ["partner"],
};

/** What the dialog is about; null while it is closed. */
export const reshaping = signal<Target | null>(null);

export function nameOf(target: Target): string {
  return target[target.kind as "artist"].name;
}

function sourceOf(target: Target): number {
  return target[target.kind as "artist"].id;
}

export function begin(target: Target): Fields {
  const fields = { artist: target.artist.name, album: "", year: "", name: "", number: "", disc: "", partner: "", songids: [] };
  if (target.kind === "album") return { ...fields, album: target.album.name, year: String(target.album.release || "") };
  if (target.kind === "song") return { ...fields, name: target.song.name, number: String(target.song.number), disc: String(target.song.cd) };
  return fields;
}

/** The wish an act becomes. What is no number counts as none; the server says what it needs. */
export function wishOf(act: Act, target: Target, fields: Fields): Wish {
  const [release, number, cd, other] = [fields.year, fields.number, fields.disc, fields.partner].map((text) => Math.trunc(Number(text)) || 0) as [number, number, number, number];
  const source = sourceOf(target);
  switch (act) {
    case "renameartist":
    case "movealbum":
      return { kind: act, source, artistname: fields.artist };
    case "mergeartists":
      return { kind: act, source, target: other };
    case "renamealbum":
      return { kind: act, source, albumname: fields.album, release };
    case "mergealbums":
      return { kind: act, source, target: other, cd };
    case "splitalbum":
      return { kind: act, source, songids: [...fields.songids], albumname: fields.album, release };
    case "movesongs":
      return { kind: act, target: other, songids: [source] };
    default:
      return { kind: act, source, name: fields.name, number, cd };
  }
}
