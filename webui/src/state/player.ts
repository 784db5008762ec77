/** What plays: the first song of the shared queue, in this browser or on the stream, with the same buttons for both. */
import { computed, effect, signal } from "@preact/signals";

import { sentenceOf } from "../api/errors";
import { server } from "../api/server";
import type { AlbumView, QueuedSong, Song } from "../api/types";
import { t } from "../i18n/language";
import { Deck } from "./deck";
import { tell } from "./messages";
import { Mixer } from "./mixer";
import { spell } from "./names";
import { isProvisional, type Placed, SongQueue } from "./songqueue";
import { Stream } from "./stream";
import type { SongSound } from "./tape";

export type Output = "here" | "stream";
export type Track = QueuedSong;

const VOLUME_KEY = "musicdb.volume";
const OUTPUT_KEY = "musicdb.output";
/** Within this many seconds "previous" goes to the song before, later it goes to the beginning. */
const RESTART_AFTER = 3;
const REMEMBERED = 50;

function complain(error: unknown): void {
  tell(sentenceOf(error));
}

export const queue = new SongQueue(server, complain);
export const stream = new Stream(server, () => new Audio());
export const output = signal<Output>(localStorage.getItem(OUTPUT_KEY) === "stream" ? "stream" : "here");

/** How loud songs shall be and how long they are, as the server knows it; asked once for each song. */
const sounds = new Map<number, Promise<SongSound>>();

function soundOf(song: Song): Promise<SongSound> {
  const known = sounds.get(song.id) ?? server.request("GetSongSound", { songid: song.id });
  sounds.delete(song.id);
  sounds.set(song.id, known);
  known.catch(() => sounds.delete(song.id));
  for (const old of [...sounds.keys()].slice(0, -REMEMBERED)) sounds.delete(old);
  return known;
}

const tools = {
  makeAudio: () => new Audio(),
  makeMixer: () => ("AudioContext" in window ? new Mixer() : null),
  facts: soundOf,
};
const deck = new Deck(tools, {
  finished: (entry) => {
    if (!isProvisional(entry.entryid)) void queue.finish(entry.entryid);
  },
  failed: (entry) => {
    tell((hasNext.value ? t.player.cannotPlay : t.player.cannotPlayLast)(spell(entry.song.name)));
    if (!isProvisional(entry.entryid)) void queue.remove(entry.entryid);
  },
  blocked: () => tell(t.player.blocked),
});

const isHere = computed(() => output.value === "here");
/** Songs that were current while this page was open, the latest last. */
const earlier: Placed[] = [];

export const track = computed<Track | null>(() => queue.entries.value[0] ?? null);
export const playing = computed(() => (isHere.value ? deck.playing.value : (stream.state.value?.isplaying ?? false)));
/** Nobody can hear the stream, so it stands still although it plays. */
export const unheard = computed(() => !isHere.value && playing.value && stream.state.value?.isconnected === false);
export const position = computed(() => (isHere.value ? deck.position.value : stream.seconds.value));
export const duration = computed(() => (isHere.value ? deck.duration.value : 0) || (track.value?.song.playtime ?? 0));
export const volume = deck.volume;
export const muted = deck.muted;
export const hasNext = computed(() => queue.entries.value.length > 1);
/** Whether the loudness of this browser matters. */
export const audible = computed(() => isHere.value || stream.listening.value);

/** Plays an album from this song on, or from its first song. */
export function playAlbum(view: AlbumView, songid?: number): void {
  const songs = songsOf(view).filter(({ song }) => song.disabled === 0 || song.id === songid);
  playSongs(songs.slice(Math.max(0, songs.findIndex(({ song }) => song.id === songid))));
}

/** The songs of an album in their order. */
export function songsOf({ cds, album, artist }: AlbumView): Placed[] {
  return cds.flat().map(({ song }) => ({ song, album, artist }));
}

/** Plays songs now, then goes on with the queue. */
export function playSongs(songs: readonly Placed[]): void {
  if (songs.length === 0) return;
  void queue.playNow(songs);
  play();
}

export function play(): void {
  if (isHere.value) void deck.play();
  else stream.setPlaying(true).catch(complain);
}

export function pause(): void {
  if (isHere.value) deck.pause();
  else stream.setPlaying(false).catch(complain);
}

export function togglePlay(): void {
  if (!track.value) return;
  if (playing.value) pause();
  else play();
}

export function next(): void {
  const current = track.value;
  if (!current || isProvisional(current.entryid)) return;
  void queue.remove(current.entryid);
}

/** Goes on with a song of the queue; the ones before it stay behind it. */
export function jumpTo(entry: QueuedSong): void {
  void queue.jump(entry.entryid);
  play();
}

/** Early in a song the song before it, else its beginning. */
export function previous(): void {
  const before = earlier.at(-2);
  const current = track.value;
  if (!before || !current || position.value > RESTART_AFTER) {
    seek(0);
    return;
  }
  earlier.splice(-2);
  playSongs([before, current]);
}

/** Goes to a position in seconds. */
export function seek(seconds: number): void {
  if (isHere.value) deck.seek(seconds);
  else stream.seek(Math.min(seconds, duration.value)).catch(complain);
}

/** From 0 to 1. */
export function setVolume(level: number): void {
  deck.setVolume(level);
  stream.setVolume(level, false);
  localStorage.setItem(VOLUME_KEY, String(level));
}

export function toggleMute(): void {
  deck.setMuted(!deck.muted.value);
  stream.setVolume(deck.volume.value, deck.muted.value);
}

/** Takes the music from the one to the other: the same song, the same place, playing or not. */
export function chooseOutput(to: Output): void {
  if (to === output.value) return;
  const [wasPlaying, at] = [playing.value, position.value];
  localStorage.setItem(OUTPUT_KEY, to);
  if (to === "stream") {
    deck.pause();
    output.value = to;
    stream.seek(at).catch(complain);
    if (wasPlaying) stream.setPlaying(true).catch(complain);
    return;
  }
  const goOn = stream.listening.value && wasPlaying;
  stream.stopListening();
  output.value = to;
  deck.seek(at);
  if (goOn) void deck.play();
}

/** Begins or ends to hear the stream in this browser. */
export function toggleListening(): void {
  if (stream.listening.value) stream.stopListening();
  else stream.listen().catch(complain);
}

function remember(current: Track | null): void {
  if (!current || earlier.at(-1)?.song.id === current.song.id) return;
  earlier.push(current);
  earlier.splice(0, earlier.length - REMEMBERED);
}

function readVolume(): number {
  const stored = Number(localStorage.getItem(VOLUME_KEY) ?? "1");
  return stored >= 0 && stored <= 1 ? stored : 1;
}

export function startPlayer(): void {
  setVolume(readVolume());
  server.on("open", () => {
    void queue.reload();
    void stream.reload();
  });
  server.on("news", ({ subject, event, fields }) => {
    if (subject === "SongQueue") void queue.reload();
    else if (subject !== "AudioStream") return;
    else if (event === "onTimeChanged") stream.seconds.value = Number(fields);
    else if (event === "onStatusChanged") void stream.reload();
    else if (event === "onSongSkipped" || event === "onInterrupted") tell((fields as { reason: string }).reason);
  });
  server.on("refresh", () => void queue.reload());
  server.on("announced", (name) => {
    if (name === "GetStreamSettings") sounds.clear();
  });
  effect(() => {
    const [current, following] = isHere.value ? queue.entries.value : [];
    deck.show(current ?? null, following ?? null);
  });
  effect(() => remember(track.value));
}
