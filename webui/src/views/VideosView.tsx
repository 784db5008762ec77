/** Music videos: a wall of them, and a stage to watch one. */
import { Play, X } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";

import { server } from "../api/server";
import type { Artist, Video } from "../api/types";
import { CoverTile } from "../components/Cover";
import { Choosers } from "../components/DropZone";
import { Icon } from "../components/Icon";
import { formatTime } from "../i18n/format";
import { t } from "../i18n/language";
import { catalogueVersion, fetchVideos } from "../state/library";
import { spell } from "../state/names";
import { pause } from "../state/player";
import { artworkSet, artworkUrl, hasArtwork, musicUrl } from "../state/urls";

export interface ShelfVideo {
  video: Video;
  artist: Artist;
}

/** So many artists are asked at a time. */
const ASKED_AT_ONCE = 8;

function Stage({ shelf, close }: { shelf: ShelfVideo; close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const name = spell(shelf.video.name);
  useEffect(() => {
    pause();
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} class="cinema" aria-label={name} onClose={close} data-testid="video-stage">
      <header class="cinema-head">
        <strong>{name}</strong>
        <span>{spell(shelf.artist.name)}</span>
        <button class="icon-button" type="button" aria-label={t.videos.close} onClick={() => dialog.current?.close()}>
          <Icon node={X} size={22} />
        </button>
      </header>
      <video src={musicUrl(shelf.video.path)} controls autoplay playsInline />
    </dialog>
  );
}

function Still({ path }: { path: string }) {
  return (
    <picture>
      <source type="image/webp" srcset={artworkSet(path, "webp")} sizes="(min-width: 700px) 360px, 90vw" />
      <img src={artworkUrl(path, 500)} srcset={artworkSet(path, "jpg")} sizes="(min-width: 700px) 360px, 90vw" alt="" loading="lazy" decoding="async" />
    </picture>
  );
}

export function VideoGrid({ videos }: { videos: readonly ShelfVideo[] }) {
  const [shown, setShown] = useState<ShelfVideo | null>(null);
  return (
    <>
      <ul class="video-grid">
        {videos.map((shelf) => {
          const name = spell(shelf.video.name);
          return (
            <li key={shelf.video.id}>
              <button class="video-tile" type="button" aria-label={t.videos.play(name)} data-testid="video-tile" onClick={() => setShown(shelf)}>
                <span class="video-still">
                  {hasArtwork(shelf.video.thumbnailfile) ? <Still path={shelf.video.thumbnailfile} /> : <CoverTile name={name} />}
                  <span class="video-play">
                    <Icon node={Play} size={26} />
                  </span>
                  <span class="video-time time">{formatTime(shelf.video.playtime)}</span>
                </span>
                <span class="tile-name">{name}</span>
                <span class="tile-second">
                  {[spell(shelf.artist.name), shelf.video.release > 0 ? String(shelf.video.release) : ""].filter(Boolean).join(" · ")}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {shown && <Stage key={shown.video.id} shelf={shown} close={() => setShown(null)} />}
    </>
  );
}

/** There is no function for all videos at once, so the artists are asked a few at a time. */
async function fetchAllVideos(isCurrent: () => boolean, found: (videos: ShelfVideo[]) => void): Promise<void> {
  const artists = await server.request("GetArtists", {});
  const all: ShelfVideo[] = [];
  for (let begin = 0; begin < artists.length && isCurrent(); begin += ASKED_AT_ONCE) {
    const some = artists.slice(begin, begin + ASKED_AT_ONCE);
    const answers = await Promise.all(some.map((artist) => fetchVideos(artist.id)));
    const more = answers.flatMap((videos, index) => videos.map(({ video }) => ({ video, artist: some[index]! })));
    all.push(...more);
    if (isCurrent() && (more.length > 0 || begin + ASKED_AT_ONCE >= artists.length)) found([...all]);
  }
  if (artists.length === 0 && isCurrent()) found([]);
}

export function VideosView() {
  const [videos, setVideos] = useState<readonly ShelfVideo[] | null>(null);
  const version = catalogueVersion.value;
  useEffect(() => {
    let current = true;
    fetchAllVideos(
      () => current,
      (found) => setVideos(found),
    ).catch(() => setVideos((known) => known ?? []));
    return () => {
      current = false;
    };
  }, [version]);
  return (
    <div class="page">
      <header class="section-head">
        <h1>{t.videos.title}</h1>
      </header>
      {videos === null && <div aria-busy="true" class="skeleton skeleton-head" />}
      {videos?.length === 0 && (
        <div class="empty">
          <p>{t.videos.none}</p>
          <p class="quiet">{t.videos.noneText}</p>
          <Choosers />
        </div>
      )}
      {videos && videos.length > 0 && <VideoGrid videos={videos} />}
    </div>
  );
}
