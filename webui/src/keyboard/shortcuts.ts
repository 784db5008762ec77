/** The keys of the page. What somebody types, and what a control does with a key itself, is left alone. */
import { signal } from "@preact/signals";

import { toggleHero } from "../player/hero";
import { toggleQueue } from "../queue/panel";
import { navigate } from "../router/router";
import { pathTo } from "../router/routes";
import { change, details, judge } from "../state/details";
import { actOnToast } from "../state/messages";
import * as player from "../state/player";

export const sheetShown = signal(false);

const SEEK = 5;
const LOUDER = 0.05;
/** Milliseconds in which the second key of two has to follow. */
const SECOND_KEY = 1500;
/** Where keys are letters. */
export const TYPING = "input:not([type=checkbox], [type=radio], [type=button], [type=range]), textarea, select, [contenteditable]";
/** Controls that know space and arrows themselves. */
const CONTROLS = `${TYPING}, a, button, summary, input, [role=slider], [role=option], [role^=menuitem], [role=tab], [data-index]`;

function like(): void {
  if (details.value) change(details.value, { statistic: "likes", modifier: "inc" });
}

function love(): void {
  if (details.value) judge(details.value, "love");
}

const KEYS: Record<string, () => void> = {
  k: player.togglePlay,
  n: player.next,
  p: player.previous,
  m: player.toggleMute,
  q: toggleQueue,
  h: toggleHero,
  l: like,
  f: love,
  "+": () => player.setVolume(Math.min(1, player.volume.value + LOUDER)),
  "-": () => player.setVolume(Math.max(0, player.volume.value - LOUDER)),
  z: actOnToast,
  "?": () => (sheetShown.value = true),
};
const FREE_KEYS: Record<string, () => void> = {
  " ": player.togglePlay,
  ArrowRight: () => player.seek(player.position.value + SEEK),
  ArrowLeft: () => player.seek(player.position.value - SEEK),
};
/** Behind `g`. */
const PLACES: Record<string, string> = {
  h: pathTo.home,
  r: pathTo.artists,
  a: pathTo.albums,
  s: pathTo.songs,
  v: pathTo.videos,
  m: pathTo.moods,
  p: pathTo.playlists,
  t: pathTo.statistics,
  i: pathTo.inbox,
  e: pathTo.settings,
};

/** What a key does, given what has the focus. `goes`: the key before was `g`. */
export function actOf(key: string, focus: Element | null, goes: boolean): (() => void) | null {
  if (focus?.matches(TYPING)) return null;
  const place = goes ? PLACES[key] : undefined;
  if (place) return () => navigate(place);
  // A slider has no use for space; who has just sought a place in a song wants to play it.
  const used = focus?.closest(CONTROLS) && !(key === " " && focus.matches("[type=range]"));
  return KEYS[key] ?? (used ? null : (FREE_KEYS[key] ?? null));
}

export function startShortcuts(): void {
  let gone = -Infinity;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open], [role=menu]")) return;
    const goes = event.timeStamp - gone < SECOND_KEY;
    gone = -Infinity;
    const act = actOf(event.key, document.activeElement, goes);
    if (act) {
      event.preventDefault();
      act();
    } else if (event.key === "g" && !document.activeElement?.matches(TYPING)) gone = event.timeStamp;
  });
}
