/** A dark room to watch a video: alone, with what can be said about it, or together with others. */
import { Image, ImageUp, type IconNode, Music, RotateCcw, SkipForward, SkipBack, StepForward, X } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { sentenceOf } from "../api/errors";
import { server } from "../api/server";
import type { FoundVideo } from "../api/types";
import { t } from "../i18n/language";
import { cinema, type Showing } from "../state/cinema";
import { tell } from "../state/messages";
import { spell } from "../state/names";
import { pause, playSongs, seek } from "../state/player";
import { leave, setPlaying, shown, together } from "../state/together";
import { tellChange } from "../state/undo";
import { musicUrl } from "../state/urls";
import { chooseCover } from "../upload/cover";
import { attempt, useAnswer } from "../state/useAnswer";
import { Icon } from "./Icon";

interface StageProps {
  shelf: Showing;
  /** The entry of the queue everybody watches; null for a video one watches alone. */
  entryid: string | null;
  close: () => void;
  children: ComponentChildren;
}

/** The end of what shall be seen, in seconds; none when the file ends first. */
function endOf({ vbegin, vend }: FoundVideo["video"]): number {
  return vend > vbegin ? vend : Infinity;
}

function Way({ label, icon, act }: { label: string; icon: IconNode; act: () => void }) {
  return (
    <button class="icon-button" type="button" aria-label={label} title={label} onClick={act}>
      <Icon node={icon} size={20} />
    </button>
  );
}

async function frame(shelf: FoundVideo, begin: number | null, end: number | null): Promise<void> {
  const { id, playtime } = shelf.video;
  if (!(await attempt("SetVideoTimeFrame", { videoid: id, begin, end }))) return;
  cinema.value = { ...shelf, video: { ...shelf.video, vbegin: Math.trunc(begin ?? 0), vend: Math.trunc(end ?? playtime) } };
  tell(t.videos.kept);
}

/** Goes on with the song that has the sound of a video, at the same place. */
async function listen(songid: number, at: number): Promise<void> {
  try {
    const songs = await server.request("GetSomeSongs", { songids: [songid] });
    cinema.value = null;
    playSongs(songs);
    seek(Math.max(0, at));
  } catch (error) {
    tell(sentenceOf(error));
  }
}

function TwinWay({ videoid, now }: { videoid: number; now: () => number }) {
  const twin = (useAnswer("GetTwins", { videoid }).value ?? []).find(({ song }) => song !== null);
  if (!twin?.song) return null;
  const { songid } = twin.song;
  return <Way label={t.videos.listen} icon={Music} act={() => void listen(songid, now() + twin.offset)} />;
}

async function picture(videoid: number, timestamp: number): Promise<void> {
  try {
    tellChange(t.videos.kept, [await server.request("SetVideoThumbnail", { videoid, timestamp })]);
  } catch (error) {
    tell(sentenceOf(error));
  }
}

/** What can be said about a video at the moment that is seen. */
function Ways({ shelf, now }: { shelf: FoundVideo; now: () => number }) {
  const { id, vbegin } = shelf.video;
  const end = endOf(shelf.video);
  return (
    <>
      <TwinWay videoid={id} now={now} />
      <Way label={t.videos.begin} icon={StepForward} act={() => void frame(shelf, now(), Number.isFinite(end) ? end : null)} />
      <Way label={t.videos.end} icon={SkipBack} act={() => void frame(shelf, vbegin, now())} />
      <Way label={t.videos.whole} icon={RotateCcw} act={() => void frame(shelf, null, null)} />
      <Way label={t.videos.picture} icon={Image} act={() => void picture(id, now())} />
      <Way label={t.cover.otherPicture} icon={ImageUp} act={() => chooseCover(shelf.video.path)} />
    </>
  );
}

function Stage({ shelf, entryid, close, children }: StageProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const film = useRef<HTMLVideoElement>(null);
  const { video, artist } = shelf;
  const name = spell(video.name);
  const shared = entryid !== null;
  const plays = shared ? shown.value?.isplaying : undefined;
  useEffect(() => {
    pause();
    const stage = dialog.current;
    stage?.showModal();
    // Space pauses, and does not say where the video begins.
    film.current?.focus();
    return () => stage?.close();
  }, []);
  useEffect(() => {
    if (plays === true) void film.current?.play().catch(() => undefined);
    if (plays === false) film.current?.pause();
  }, [plays]);
  const isOver = () => {
    const element = film.current;
    return element !== null && (element.ended || element.currentTime >= endOf(video));
  };
  const finish = () => {
    film.current?.pause();
    if (shared) void attempt("VideoEnded", { entryid });
  };
  return (
    <dialog ref={dialog} class="cinema" aria-label={name} data-cover-of={video.path} onClose={close} data-testid="video-stage">
      <header class="cinema-head">
        <strong>{name}</strong>
        <span>{spell(artist.name)}</span>
        {shared ? <Way label={t.videos.next} icon={SkipForward} act={() => void attempt("PlayNextVideo", {})} /> : <Ways shelf={shelf} now={() => film.current?.currentTime ?? 0} />}
        <Way label={t.videos.close} icon={X} act={() => dialog.current?.close()} />
      </header>
      <video
        key={entryid}
        ref={film}
        src={musicUrl(video.path)}
        controls
        autoplay={plays !== false}
        playsInline
        onLoadedMetadata={(event) => (event.currentTarget.currentTime = shelf.at ?? video.vbegin)}
        onTimeUpdate={(event) => !event.currentTarget.paused && isOver() && finish()}
        onEnded={finish}
        onPlay={() => shared && setPlaying(true)}
        // A video that leaves the page, because the next one comes, is paused by the browser, not by a person.
        onPause={(event) => shared && event.currentTarget.isConnected && !isOver() && setPlaying(false)}
      />
      {children}
    </dialog>
  );
}

/** The room, while somebody is in it. What can be heard and pressed in it as well as outside are its children. */
export function Cinema({ children }: { children: ComponentChildren }) {
  const state = shown.value;
  if (together.value && state?.video && state.artist && state.currententry !== null)
    return <Stage key="together" shelf={{ video: state.video, artist: state.artist }} entryid={state.currententry} close={leave} children={children} />;
  const alone = cinema.value;
  return alone ? <Stage key={alone.video.id} shelf={alone} entryid={null} close={() => (cinema.value = null)} children={children} /> : <>{children}</>;
}
