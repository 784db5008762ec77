/** The square of a card: the cover as soon as anybody knows it, and a ring that tells how far things are. */
import { Check, TriangleAlert } from "lucide";
import { useEffect, useState } from "preact/hooks";

import { Cover, CoverTile } from "../components/Cover";
import { Icon } from "../components/Icon";
import { formatPercent } from "../i18n/format";
import { albumsById } from "../state/library";
import type { Card } from "./card";
import { coverOf } from "./groupcard";

const RADIUS = 26;
const LENGTH = 2 * Math.PI * RADIUS;

/** An address for a picture that is still on this device. */
function useLocalPicture(file: File | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!file) {
      setUrl(null);
      return;
    }
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url;
}

function Ring({ card }: { card: Card }) {
  const share = card.progress;
  return (
    <svg
      class="ring"
      data-endless={share === null}
      viewBox="0 0 64 64"
      role="progressbar"
      aria-label={card.title}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.round(share * 100)}
      aria-valuetext={share === null ? undefined : formatPercent(share)}
    >
      <circle class="ring-disc" cx="32" cy="32" r="31" />
      <circle class="ring-track" cx="32" cy="32" r={RADIUS} />
      <circle class="ring-value" cx="32" cy="32" r={RADIUS} stroke-dasharray={LENGTH} stroke-dashoffset={LENGTH * (1 - (share ?? 0.25))} />
      {share !== null && (
        <text class="ring-text" x="32" y="33" text-anchor="middle" dominant-baseline="middle">
          {formatPercent(Math.floor(share * 100) / 100)}
        </text>
      )}
    </svg>
  );
}

function Badge({ card }: { card: Card }) {
  if (card.phase === "naming") return null;
  if (card.phase === "done") return <span class="card-badge card-badge-done">{<Icon node={Check} size={18} />}</span>;
  if (card.phase === "failed" || card.phase === "nothing") return <span class="card-badge card-badge-failed">{<Icon node={TriangleAlert} size={18} />}</span>;
  return <Ring card={card} />;
}

export function CardPicture({ card }: { card: Card }) {
  const url = useLocalPicture(coverOf(card.group));
  const album = card.albumid === null ? undefined : albumsById.value.get(card.albumid)?.album;
  return (
    <div class="card-picture" data-phase={card.phase} data-cover={album?.id}>
      {album ? (
        <Cover artworkpath={album.artworkpath} name={card.title} sizes="160px" eager />
      ) : (
        <div class="cover">{url ? <img src={url} alt="" width={500} height={500} /> : <CoverTile name={card.title} />}</div>
      )}
      <Badge card={card} />
    </div>
  );
}
