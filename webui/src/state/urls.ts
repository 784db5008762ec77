/** Where the server keeps what the page shows and plays. */

const SCALES = [150, 200, 500, 1000] as const;
const NO_ARTWORK = "default.jpg";

function encodePath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

export function musicUrl(path: string): string {
  return `/music/${encodePath(path)}`;
}

export function hasArtwork(artworkpath: string): boolean {
  return artworkpath !== "" && artworkpath !== NO_ARTWORK;
}

/** An artwork scaled to a square of this many pixels. */
export function artworkUrl(artworkpath: string, scale: (typeof SCALES)[number]): string {
  return `/artwork/${scale}x${scale}/${encodePath(artworkpath)}`;
}

/** A picture among the frames of a video. */
export function framesUrl(directory: string, name: string): string {
  return `/artwork/${encodePath(`${directory}/${name}`)}`;
}

/** All scales of an artwork for `srcset`. */
export function artworkSet(artworkpath: string, format: "jpg" | "webp"): string {
  const path = format === "webp" ? artworkpath.replace(/\.jpg$/, ".webp") : artworkpath;
  return SCALES.map((scale) => `${artworkUrl(path, scale)} ${scale}w`).join(", ");
}
