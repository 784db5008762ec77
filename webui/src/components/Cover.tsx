/** The cover of an album in a box that never changes its size; a quiet tile with its name where there is none. */
import { useState } from "preact/hooks";

import { artworkSet, artworkUrl, hasArtwork } from "../state/urls";
import { hueOf } from "../theme/colors";

interface CoverProps {
  artworkpath: string;
  name: string;
  /** How wide it is shown, as in the `sizes` attribute: "168px". */
  sizes: string;
  /** Covers on the first screen are not loaded lazily. */
  eager?: boolean;
  /** Empty where the name stands beside it anyway. */
  alt?: string;
}

/** The first letters of the first two words, in any script. */
function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letters = words.slice(0, 2).map((word) => /[\p{L}\p{N}]/u.exec(word)?.[0] ?? "");
  return letters.join("").toLocaleUpperCase() || "♪";
}

export function CoverTile({ name }: { name: string }) {
  return (
    <div class="cover-tile" style={{ "--hue": String(hueOf(name)) }} aria-hidden="true">
      <span>{initialsOf(name)}</span>
    </div>
  );
}

export function Cover({ artworkpath, name, sizes, eager = false, alt = "" }: CoverProps) {
  const [broken, setBroken] = useState<string | null>(null);
  if (!hasArtwork(artworkpath) || broken === artworkpath) {
    return (
      <div class="cover" role={alt ? "img" : undefined} aria-label={alt || undefined}>
        <CoverTile name={name} />
      </div>
    );
  }
  return (
    <div class="cover">
      <picture>
        <source type="image/webp" srcset={artworkSet(artworkpath, "webp")} sizes={sizes} />
        <img
          src={artworkUrl(artworkpath, 500)}
          srcset={artworkSet(artworkpath, "jpg")}
          sizes={sizes}
          width={500}
          height={500}
          alt={alt}
          loading={eager ? "eager" : "lazy"}
          decoding="async"
          draggable={false}
          onError={() => setBroken(artworkpath)}
        />
      </picture>
    </div>
  );
}
