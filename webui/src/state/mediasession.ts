/** Tells the system what plays, so that media keys, lock screens and headphones work. */
import { effect } from "@preact/signals";

import { t } from "../i18n/language";
import { announce } from "./messages";
import * as player from "./player";
import { spell } from "./names";
import { artworkUrl, hasArtwork } from "./urls";

const SEEK_STEP = 10;

function metadataOf({ song, album, artist }: player.Track): MediaMetadata {
  const artwork = hasArtwork(album.artworkpath)
    ? ([200, 500, 1000] as const).map((scale) => ({
        src: artworkUrl(album.artworkpath, scale),
        sizes: `${scale}x${scale}`,
        type: "image/jpeg",
      }))
    : [];
  return new MediaMetadata({ title: spell(song.name), artist: spell(artist.name), album: spell(album.name), artwork });
}

function showPosition(session: MediaSession): void {
  const duration = player.duration.value;
  if (duration <= 0) return;
  session.setPositionState({ duration, position: Math.min(player.position.value, duration), playbackRate: 1 });
}

/** Screen readers hear of each song once, when it plays. */
function startTelling(): void {
  let told = 0;
  effect(() => {
    const track = player.track.value;
    if (!track || !player.playing.value || track.song.id === told) return;
    told = track.song.id;
    announce(`${t.player.label}: ${spell(track.song.name)} – ${spell(track.artist.name)}`);
  });
}

export function startMediaSession(): void {
  startTelling();
  if (!("mediaSession" in navigator)) return;
  const session = navigator.mediaSession;
  session.setActionHandler("play", player.togglePlay);
  session.setActionHandler("pause", player.pause);
  session.setActionHandler("nexttrack", player.next);
  session.setActionHandler("previoustrack", player.previous);
  session.setActionHandler("seekto", (details) => player.seek(details.seekTime ?? 0));
  session.setActionHandler("seekforward", (details) => player.seek(player.position.value + (details.seekOffset ?? SEEK_STEP)));
  session.setActionHandler("seekbackward", (details) => player.seek(player.position.value - (details.seekOffset ?? SEEK_STEP)));
  effect(() => {
    session.metadata = player.track.value ? metadataOf(player.track.value) : null;
    document.title = player.track.value ? `${spell(player.track.value.song.name)} – ${spell(player.track.value.artist.name)}` : "MusicDB";
  });
  effect(() => {
    session.playbackState = player.playing.value ? "playing" : player.track.value ? "paused" : "none";
    showPosition(session);
  });
}
