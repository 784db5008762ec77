/** The album colors the room: which colors the page wears now. */
import { effect, signal } from "@preact/signals";

import type { Album } from "../api/types";
import { hasArtwork } from "../state/urls";
import { type Palette, paletteOfName, tokensOf } from "./colors";
import { theme } from "./theme";

const room = signal<Album | null>(null);

/** The colors of an album: from its cover, or from its name where there is none. */
export function paletteOf(album: Album): Palette {
  if (!hasArtwork(album.artworkpath)) return paletteOfName(album.name, theme.value === "dark");
  return { background: album.bgcolor, foreground: album.fgcolor, highlight: album.hlcolor };
}

/** The variables for an element that wears the colors of an album. */
export function wear(album: Album): Record<string, string> {
  return tokensOf(paletteOf(album));
}

/** Paints the whole page in the colors of an album; null brings the neutral ones back. */
export function paintRoom(album: Album | null): void {
  room.value = album;
}

export function startRoom(): void {
  const worn = new Set<string>();
  effect(() => {
    const style = document.documentElement.style;
    for (const name of worn) style.removeProperty(name);
    worn.clear();
    if (!room.value) return;
    for (const [name, value] of Object.entries(wear(room.value))) {
      style.setProperty(name, value);
      worn.add(name);
    }
  });
}
