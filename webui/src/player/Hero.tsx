/** What plays now, as large as the screen: the cover, the words, and what goes with it. */
import { ChevronDown, Dices, Radio } from "lucide";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import type { QueuedSong } from "../api/types";
import { Cover } from "../components/Cover";
import { Icon } from "../components/Icon";
import { withMenu } from "../components/Menu";
import { t } from "../i18n/language";
import { roving } from "../keyboard/roving";
import { pathTo } from "../router/routes";
import { Why } from "../queue/Why";
import { songMenu } from "../state/actions";
import { useSimilar } from "../state/analysis";
import { details } from "../state/details";
import { spell } from "../state/names";
import * as player from "../state/player";
import { songRadio } from "../state/radio";
import type { Placed } from "../state/songqueue";
import { wear } from "../theme/room";
import { useAnswer } from "../state/useAnswer";
import { Buttons, OutputButton, Seek, Unheard, Volume } from "./Controls";
import { GenreTags, MoodButtons } from "../song/SongTags";
import { Flags } from "./Flags";
import { heroShown } from "./hero";
import { Lyrics } from "./Lyrics";

function SongStrip({ title, songs, action }: { title: string; songs: readonly Placed[]; action?: ComponentChildren }) {
  if (songs.length === 0) return null;
  return (
    <section class="hero-section">
      <header class="plate-head">
        <h2>{title}</h2>
        {action}
      </header>
      <ul ref={roving} class="hero-songs">
        {songs.map((placed) => (
          <li key={placed.song.id} {...withMenu(() => songMenu(placed))}>
            <button class="hero-song" type="button" onClick={() => player.playSongs([placed])}>
              <Cover artworkpath={placed.album.artworkpath} name={spell(placed.album.name)} sizes="48px" />
              <span class="queue-names">
                <span class="queue-name">{spell(placed.song.name)}</span>
                <span class="queue-artist">{spell(placed.artist.name)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Beside({ current }: { current: QueuedSong }) {
  const related = useAnswer("GetSongRelationship", { songid: current.song.id }).value;
  const view = details.value;
  const closest = [...(related?.songs ?? [])].sort((one, other) => other.weight - one.weight).slice(0, 6);
  return (
    <div class="hero-beside">
      {view && (
        <section class="hero-section">
          <h2>{t.moods.title}</h2>
          <GenreTags view={view} />
          <MoodButtons view={view} />
        </section>
      )}
      <Lyrics key={current.song.id} songid={current.song.id} />
      <SongStrip
        title={t.song.similar}
        songs={useSimilar(current.song.id).slice(0, 6)}
        action={
          <button class="button quiet-button" type="button" onClick={() => songRadio(current)}>
            <Icon node={Radio} size={18} />
            {t.radio.start}
          </button>
        }
      />
      <SongStrip title={t.hero.related} songs={closest} />
      <SongStrip title={t.hero.upNext} songs={player.queue.entries.value.slice(1, 5)} />
    </div>
  );
}

function Names({ current }: { current: QueuedSong }) {
  const { song, album, artist } = current;
  const close = () => (heroShown.value = false);
  return (
    <div class="hero-names">
      <h1>
        <a href={pathTo.song(song.id)} title={t.menu.song} onClick={close}>
          {spell(song.name)}
        </a>
      </h1>
      <p>
        <a class="album-artist" href={pathTo.artist(artist.id)} onClick={close}>
          {spell(artist.name)}
        </a>
      </p>
      <p class="quiet">
        <a href={pathTo.album(album.id)} onClick={close}>
          {[spell(album.name), album.release > 0 ? String(album.release) : ""].filter(Boolean).join(" · ")}
        </a>
      </p>
    </div>
  );
}

export function Hero({ current }: { current: QueuedSong }) {
  const hero = useRef<HTMLElement>(null);
  const [explained, explain] = useState(false);
  const albumName = spell(current.album.name);
  const close = () => (heroShown.value = false);
  // What lies under it loses the focus soon after it is inert, and can take it again only when it is so no more.
  useLayoutEffect(() => {
    const opener = document.activeElement as HTMLElement | null;
    hero.current?.focus();
    return () => queueMicrotask(() => opener?.focus({ preventScroll: true }));
  }, []);
  return (
    <section
      ref={hero}
      class="hero"
      role="dialog"
      aria-modal="true"
      aria-label={t.hero.label}
      tabIndex={-1}
      style={wear(current.album)}
      data-testid="hero"
      onKeyDown={(event) => {
        if (event.key === "Escape" && !explained) close();
      }}
    >
      <header class="hero-head">
        <button class="icon-button" type="button" aria-label={t.hero.close} onClick={close}>
          <Icon node={ChevronDown} size={24} />
        </button>
        <span class="hero-head-end">
          {current.israndom && (
            <button class="button quiet-button" type="button" onClick={() => explain(true)}>
              <Icon node={Dices} size={18} />
              {t.why.title}
            </button>
          )}
          <OutputButton />
        </span>
      </header>
      <div class="hero-stage">
        <div class="hero-art">
          <Cover artworkpath={current.album.artworkpath} name={albumName} sizes="(min-width: 900px) 50vw, 90vw" eager alt={t.album.cover(albumName)} />
        </div>
        <div class="hero-main">
          <Names current={current} />
          <Seek />
          <div class="hero-controls">
            <Buttons size={26} />
            <Flags all />
          </div>
          <Volume />
          <Unheard />
          <Beside key={current.song.id} current={current} />
        </div>
      </div>
      {explained && <Why entry={current} close={() => explain(false)} />}
    </section>
  );
}

