/** Music videos: a wall of stills. */
import { ImageUp, ListEnd, ListStart, Play, Users } from "lucide";
import { useState } from "preact/hooks";

import type { FoundVideo } from "../api/types";
import { CoverTile } from "../components/Cover";
import type { LayOut } from "../components/gridlayout";
import { Choosers } from "../components/DropZone";
import { Icon } from "../components/Icon";
import { type MenuItem, withMenu } from "../components/Menu";
import { TileSkeleton } from "../components/Skeletons";
import { WindowedGrid } from "../components/WindowedGrid";
import { formatNumber, formatTime } from "../i18n/format";
import { t } from "../i18n/language";
import { roving } from "../keyboard/roving";
import { spell } from "../state/names";
import { cinema } from "../state/cinema";
import { tell } from "../state/messages";
import { watchTogether } from "../state/together";
import { useVideos } from "../state/shelves";
import { attempt } from "../state/useAnswer";
import { chooseCover, covering } from "../upload/cover";
import { artworkSet, artworkUrl, framesUrl, hasArtwork } from "../state/urls";

/** Two lines of text below each still, in units of the type size. */
const TEXT = 3.625;

const layOutVideos: LayOut = (width, count, unit) => {
  const [smallest, gap] = [15 * unit, 1.5 * unit];
  const columns = Math.max(1, Math.floor((width + gap) / (smallest + gap)));
  const tile = (width - gap * (columns - 1)) / columns;
  const rowHeight = (tile * 9) / 16 + TEXT * unit + gap;
  return { columns, tile, gap, rowHeight, height: Math.ceil(count / columns) * rowHeight };
};

function Still({ path }: { path: string }) {
  return (
    <picture>
      <source type="image/webp" srcset={artworkSet(path, "webp")} sizes="(min-width: 700px) 360px, 90vw" />
      <img src={artworkUrl(path, 500)} srcset={artworkSet(path, "jpg")} sizes="(min-width: 700px) 360px, 90vw" alt="" loading="lazy" decoding="async" />
    </picture>
  );
}

/** A few moments of a video, while somebody points at it. */
function Preview({ video }: { video: FoundVideo["video"] }) {
  const [pointed, setPointed] = useState(false);
  const [still, moves] = [video.previewfile === "", !matchMedia("(prefers-reduced-motion: reduce)").matches];
  return (
    <span class="video-preview" onPointerEnter={(event) => setPointed(event.pointerType === "mouse")} onPointerLeave={() => setPointed(false)}>
      {pointed && moves && !still && <img src={framesUrl(video.framesdirectory, video.previewfile)} alt="" />}
    </span>
  );
}

function videoMenu({ video }: FoundVideo): MenuItem[] {
  const add = (position: "next" | "last") => async () => {
    if (await attempt("AddVideoToQueue", { videoid: video.id, position })) tell(t.menu.queued(spell(video.name)));
  };
  return [
    { label: t.menu.playNext, icon: ListStart, act: () => void add("next")() },
    { label: t.menu.playLast, icon: ListEnd, act: () => void add("last")() },
    { label: t.cover.otherPicture, icon: ImageUp, act: () => chooseCover(video.path) },
  ];
}

function VideoTile({ shelf }: { shelf: FoundVideo }) {
  const { video, artist } = shelf;
  const name = spell(video.name);
  return (
    <button class="video-tile" type="button" aria-label={t.videos.play(name)} data-testid="video-tile" onClick={() => (cinema.value = shelf)} {...withMenu(() => videoMenu(shelf))}>
      <span class="video-still" data-cover-of={video.path} aria-busy={covering.value.has(video.path)}>
        {hasArtwork(video.thumbnailfile) ? <Still path={video.thumbnailfile} /> : <CoverTile name={name} />}
        <Preview video={video} />
        <span class="video-play">
          <Icon node={Play} size={26} />
        </span>
        <span class="video-time time">{formatTime(video.playtime)}</span>
      </span>
      <span class="tile-name">{name}</span>
      <span class="tile-second">{[spell(artist.name), video.release > 0 ? String(video.release) : ""].filter(Boolean).join(" · ")}</span>
    </button>
  );
}

export function VideoGrid({ videos }: { videos: readonly FoundVideo[] }) {
  return (
    <ul ref={roving} class="video-grid">
      {videos.map((shelf) => (
        <li key={shelf.video.id}>
          <VideoTile shelf={shelf} />
        </li>
      ))}
    </ul>
  );
}

export function VideosView() {
  const shelf = useVideos();
  const ids = shelf.ids.value;
  return (
    <div class="page">
      <header class="section-head">
        <h1>{t.videos.title}</h1>
        {ids && ids.length > 0 && (
          <>
            <span class="count">{formatNumber(ids.length)}</span>
            <button class="button quiet-button" type="button" onClick={() => void watchTogether()}>
              <Icon node={Users} size={18} />
              {t.videos.together}
            </button>
          </>
        )}
      </header>
      {ids === null && <div aria-busy="true" class="skeleton skeleton-head" />}
      {ids?.length === 0 && (
        <div class="empty">
          <p>{t.videos.none}</p>
          <p class="quiet">{t.videos.noneText}</p>
          <Choosers />
        </div>
      )}
      <WindowedGrid
        count={ids?.length ?? 0}
        label={t.videos.title}
        arrange={layOutVideos}
        look={(first, last) => shelf.want(first, last)}
        keyOf={(index) => ids?.[index] ?? index}
        render={(index) => {
          const found = shelf.at(index);
          return found ? <VideoTile shelf={found} /> : <TileSkeleton />;
        }}
      />
    </div>
  );
}
