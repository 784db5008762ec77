/** Plays songs in this browser: one audio element, the songs of an album one after the other. */
import { computed, signal } from "@preact/signals";

import type { Album, AlbumView, Artist, Song } from "../api/types";
import { t } from "../i18n/language";
import { tell } from "./messages";
import { spell } from "./names";
import { musicUrl } from "./urls";

/** A song with everything the bar shows about it. */
export interface Track {
  song: Song;
  album: Album;
  artist: Artist;
}

const VOLUME_KEY = "musicdb.volume";
/** Within this many seconds "previous" goes to the song before, later it goes to the beginning. */
const RESTART_AFTER = 3;

const queue = signal<readonly Track[]>([]);
const index = signal(0);

export const track = computed<Track | null>(() => queue.value[index.value] ?? null);
export const playing = signal(false);
export const position = signal(0);
export const duration = signal(0);
export const volume = signal(readVolume());
export const muted = signal(false);
export const hasNext = computed(() => index.value + 1 < queue.value.length);
export const hasPrevious = computed(() => index.value > 0);

const audio = new Audio();
audio.preload = "auto";
audio.volume = volume.value;

function readVolume(): number {
  const stored = Number(localStorage.getItem(VOLUME_KEY) ?? "1");
  return stored >= 0 && stored <= 1 ? stored : 1;
}

function load(next: number, start: boolean): void {
  const chosen = queue.value[next];
  if (!chosen) return;
  index.value = next;
  position.value = 0;
  duration.value = chosen.song.playtime;
  audio.src = musicUrl(chosen.song.path);
  if (start) void begin();
}

async function begin(): Promise<void> {
  try {
    await audio.play();
  } catch (error) {
    if ((error as DOMException).name === "NotAllowedError") tell(t.player.blocked);
  }
}

/** Plays an album from this song on, or from its first song. */
export function playAlbum(view: AlbumView, songid?: number): void {
  const songs = view.cds.flat().map(({ song }) => ({ song, album: view.album, artist: view.artist }));
  queue.value = songs.filter(({ song }) => song.disabled === 0 || song.id === songid);
  load(Math.max(0, queue.value.findIndex(({ song }) => song.id === songid)), true);
}

export function togglePlay(): void {
  if (!track.value) return;
  if (audio.paused) void begin();
  else audio.pause();
}

export function pause(): void {
  audio.pause();
}

export function next(): void {
  if (hasNext.value) load(index.value + 1, true);
}

export function previous(): void {
  if (hasPrevious.value && audio.currentTime < RESTART_AFTER) load(index.value - 1, true);
  else seek(0);
}

/** Goes to a position in seconds. */
export function seek(seconds: number): void {
  audio.currentTime = Math.min(Math.max(0, seconds), duration.value || 0);
  position.value = audio.currentTime;
}

/** From 0 to 1. */
export function setVolume(level: number): void {
  audio.volume = level;
  audio.muted = false;
  localStorage.setItem(VOLUME_KEY, String(level));
}

export function toggleMute(): void {
  audio.muted = !audio.muted;
}

function skipUnplayable(): void {
  const failed = track.value;
  if (!failed || !audio.error) return;
  const name = spell(failed.song.name);
  tell(hasNext.value ? t.player.cannotPlay(name) : t.player.cannotPlayLast(name));
  playing.value = false;
  if (hasNext.value) next();
}

/** The space bar plays and pauses, unless something that wants it itself has the keyboard. */
function onSpace(event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  if (event.key !== " " || !track.value || (target !== document.body && target.id !== "stage")) return;
  event.preventDefault();
  togglePlay();
}

export function startPlayer(): void {
  document.addEventListener("keydown", onSpace);
  audio.addEventListener("play", () => (playing.value = true));
  audio.addEventListener("pause", () => (playing.value = false));
  audio.addEventListener("timeupdate", () => (position.value = audio.currentTime));
  audio.addEventListener("durationchange", () => {
    if (Number.isFinite(audio.duration)) duration.value = audio.duration;
  });
  audio.addEventListener("volumechange", () => {
    volume.value = audio.volume;
    muted.value = audio.muted;
  });
  audio.addEventListener("ended", () => {
    playing.value = false;
    next();
  });
  audio.addEventListener("error", skipUnplayable);
}
