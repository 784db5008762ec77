/** Home: what plays, what came last, what was loved once, and what chance brings. A warm welcome while there is nothing. */
import { ChartColumn, Clapperboard, Dices, Music, Pause, Play, Smile, Users } from "lucide";
import { useState } from "preact/hooks";

import { AlbumGrid } from "../components/AlbumGrid";
import { AlbumStrip } from "../components/AlbumStrip";
import { Cover } from "../components/Cover";
import { Icon } from "../components/Icon";
import { withMenu } from "../components/Menu";
import { PhonePlays } from "../components/PhonePlays";
import { GridSkeleton } from "../components/Skeletons";
import { formatPlaytime } from "../i18n/format";
import { t } from "../i18n/language";
import { roving } from "../keyboard/roving";
import { pathTo } from "../router/routes";
import { playTag, songMenu } from "../state/actions";
import { allTags } from "../state/details";
import { spell } from "../state/names";
import * as player from "../state/player";
import type { Shelf } from "../state/shelf";
import { type AlbumWish, useAlbums } from "../state/shelves";
import { wear } from "../theme/room";
import { MoodIcon } from "./MoodIcon";
import { Welcome } from "./Welcome";

const SHOWN = 24;
/** A smaller shelf is seen at a glance, so it is shown whole. */
const SMALL = 30;

const RECENT = { order: "added", descending: true, limit: SMALL } satisfies AlbumWish;
const LATELY = { order: "lastplayed", descending: true, limit: SHOWN } satisfies AlbumWish;
const FORGOTTEN = { order: "rediscover", descending: true, limit: SHOWN } satisfies AlbumWish;
const CHANCE = { order: "random", limit: SHOWN } satisfies AlbumWish;

function Continue() {
  const track = player.track.value;
  if (!track) return null;
  const { song, album, artist } = track;
  const [, ...following] = player.queue.entries.value;
  const seconds = following.reduce((sum, each) => sum + each.song.playtime, 0);
  const playing = player.playing.value;
  return (
    <section class="continue" style={wear(album)} aria-label={t.home.continue} {...withMenu(() => songMenu(track))}>
      <a class="continue-cover" href={pathTo.album(album.id)} aria-label={t.player.openAlbum(spell(album.name))}>
        <Cover artworkpath={album.artworkpath} name={spell(album.name)} sizes="240px" eager />
      </a>
      <div class="continue-names">
        <p class="queue-label">{playing ? t.player.label : t.home.continue}</p>
        <p class="continue-song">{spell(song.name)}</p>
        <p class="continue-artist">
          <a href={pathTo.artist(artist.id)}>{spell(artist.name)}</a>
        </p>
        <p class="quiet">{following.length > 0 ? t.home.then(t.songs(following.length), formatPlaytime(seconds)) : spell(album.name)}</p>
      </div>
      <button class="continue-play" type="button" aria-label={playing ? t.player.pause : t.home.goOn} onClick={player.togglePlay}>
        <Icon node={playing ? Pause : Play} size={28} />
      </button>
    </section>
  );
}

function Moods() {
  const moods = allTags.value.moods;
  if (moods.length === 0) return null;
  return (
    <section class="strip-section" aria-labelledby="home-moods">
      <header class="strip-head">
        <h2 id="home-moods">{t.home.mood}</h2>
      </header>
      <ul ref={roving} class="chips">
        {moods.map((mood) => (
          <li key={mood.id}>
            <button class="chip" type="button" aria-label={t.moods.play(mood.name)} onClick={() => void playTag(mood)}>
              <MoodIcon tag={mood} />
              {mood.name}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A phone has no room for these at its foot. */
function Ways() {
  const ways = [
    { path: pathTo.artists, label: t.nav.artists, icon: Users },
    { path: pathTo.songs, label: t.nav.songs, icon: Music },
    { path: pathTo.moods, label: t.nav.moods, icon: Smile },
    { path: pathTo.videos, label: t.nav.videos, icon: Clapperboard },
    { path: pathTo.statistics, label: t.pages.statistics, icon: ChartColumn },
  ];
  return (
    <nav ref={roving} class="chips home-ways" aria-label={t.home.ways}>
      {ways.map(({ path, label, icon }) => (
        <a key={path} class="chip" href={path}>
          <Icon node={icon} size={18} />
          {label}
        </a>
      ))}
    </nav>
  );
}

/** The albums of a shelf that never grows; all of them came with the order. */
function allOf<R>(shelf: Shelf<R>): R[] {
  return (shelf.ids.value ?? []).flatMap((_, index) => shelf.at(index) ?? []);
}

function Chance() {
  const [turn, setTurn] = useState(0);
  const albums = allOf(useAlbums(CHANCE, turn));
  const again = (
    <button class="button quiet-button" type="button" onClick={() => setTurn(turn + 1)}>
      <Icon node={Dices} size={18} />
      {t.home.again}
    </button>
  );
  return <AlbumStrip id="chance" title={t.home.chance} albums={albums} action={again} />;
}

function Strips({ recent }: { recent: Shelf<AlbumStripRecord> }) {
  const heard = player.track.value?.song.id ?? 0;
  const lately = allOf(useAlbums(LATELY, heard));
  const forgotten = allOf(useAlbums(FORGOTTEN));
  return (
    <>
      <AlbumStrip id="recent" title={t.home.recent} albums={allOf(recent).slice(0, SHOWN)} eager />
      <AlbumStrip id="lately" title={t.home.lately} albums={lately} />
      <AlbumStrip id="forgotten" title={t.home.rediscover} albums={forgotten} />
      <Chance />
    </>
  );
}

type AlbumStripRecord = Parameters<typeof AlbumStrip>[0]["albums"][number];

export function HomeView() {
  const recent = useAlbums(RECENT);
  const ids = recent.ids.value;
  if (ids === null) return <GridSkeleton />;
  if (ids.length === 0) return <Welcome />;
  return (
    <div class="page home">
      <h1 class="unseen">{t.nav.home}</h1>
      <Continue />
      <PhonePlays />
      <Ways />
      <Moods />
      {ids.length < SMALL ? (
        <section aria-labelledby="recent">
          <header class="section-head">
            <h2 id="recent">{t.home.recent}</h2>
            <span class="count">{t.albums(ids.length)}</span>
          </header>
          <AlbumGrid shelf={recent} label={t.home.recent} />
        </section>
      ) : (
        <Strips recent={recent} />
      )}
    </div>
  );
}
