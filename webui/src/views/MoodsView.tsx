/** Moods in their grid, and genres as walls of covers: a way into the music without a name in mind. */
import { Play } from "lucide";

import type { Tag } from "../api/types";
import { Cover } from "../components/Cover";
import { Icon } from "../components/Icon";
import { TileSkeleton } from "../components/Skeletons";
import { WindowedGrid } from "../components/WindowedGrid";
import { t } from "../i18n/language";
import { roving } from "../keyboard/roving";
import { pathTo } from "../router/routes";
import { playTag } from "../state/actions";
import { allTags } from "../state/details";
import { catalogueVersion } from "../state/library";
import { spell } from "../state/names";
import { useAlbums } from "../state/shelves";
import { useAnswer } from "../state/useAnswer";
import { hueOf } from "../theme/colors";
import { later } from "./later";
import { gridOf } from "./moodgrid";
import { MoodIcon } from "./MoodIcon";

const Guesses = later(async () => (await import("./Guesses")).Guesses, () => null);

type Counts = Record<string, { songs: number; albums: number }>;

function MoodCell({ mood, songs }: { mood: Tag; songs: number }) {
  const color = mood.color ?? `oklch(0.75 0.11 ${hueOf(mood.name)})`;
  return (
    <div class="mood-cell" style={{ "--mood": color }}>
      <a class="mood-link" href={pathTo.tag(mood.id)}>
        <span class="mood-icon">
          <MoodIcon tag={mood} />
        </span>
        <span class="mood-name">{mood.name}</span>
        <span class="quiet mood-count">{t.songs(songs)}</span>
      </a>
      <button class="icon-button mood-play" type="button" disabled={songs === 0} aria-label={t.moods.play(mood.name)} title={t.moods.play(mood.name)} onClick={() => void playTag(mood)}>
        <Icon node={Play} size={18} />
      </button>
    </div>
  );
}

function MoodGrid({ counts }: { counts: Counts | null }) {
  const { rows, columns } = gridOf(allTags.value.moods);
  return (
    <div ref={roving} class="mood-grid" role="list" style={{ "--columns": String(columns) }}>
      {rows.flatMap((row, y) => row.map((mood, x) => (mood ? <div key={mood.id} role="listitem" style={{ gridRow: String(y + 1), gridColumn: String(x + 1) }}><MoodCell mood={mood} songs={counts?.[mood.id]?.songs ?? 0} /></div> : null)))}
    </div>
  );
}

function GenreTile({ genre, counts, tile }: { genre: Tag; counts: Counts | null; tile: number }) {
  const shelf = useAlbums({ order: "random", tagid: genre.id, limit: 4 });
  const covers = (shelf.ids.value ?? []).flatMap((_, index) => shelf.at(index) ?? []);
  const shown = covers.length < 4 ? covers.slice(0, 1) : covers;
  const count = counts?.[genre.id];
  const subgenres = allTags.value.subgenres.filter(({ parentid }) => parentid === genre.id);
  return (
    <div class="tile genre-tile" data-testid="genre-tile">
      <a href={pathTo.tag(genre.id)} class="tile-link" title={genre.name}>
        <span class="tile-cover mosaic" data-count={shown.length} style={{ "--hue": String(hueOf(genre.name)) }}>
          {shown.map(({ album }) => (
            <Cover key={album.id} artworkpath={album.artworkpath} name={spell(album.name)} sizes={`${Math.ceil(tile / (shown.length > 1 ? 2 : 1))}px`} />
          ))}
        </span>
        <span class="tile-name">{genre.name}</span>
        <span class="tile-second">{[count ? t.albums(count.albums) : "", subgenres.length > 0 ? t.moods.subgenres(subgenres.length) : ""].filter(Boolean).join(" · ")}</span>
      </a>
      <button class="tile-play" type="button" tabIndex={-1} aria-label={t.moods.play(genre.name)} onClick={() => void playTag(genre)}>
        <Icon node={Play} size={22} />
      </button>
    </div>
  );
}

export function MoodsView() {
  const counts = useAnswer("GetTagsStatistics", {}, catalogueVersion.value).value as Counts | null;
  const { moods, genres } = allTags.value;
  // What nothing hangs on is for the settings.
  const used = counts === null ? genres : genres.filter(({ id }) => (counts[id]?.songs ?? 0) + (counts[id]?.albums ?? 0) > 0);
  return (
    <div class="page" data-testid="moods-page">
      <header class="section-head">
        <h1>{t.moods.title}</h1>
      </header>
      {moods.length > 0 ? <MoodGrid counts={counts} /> : <p class="quiet">{t.flags.noMoods}</p>}
      <Guesses />
      <header class="section-head genres-head">
        <h2>{t.settings.genres}</h2>
      </header>
      {used.length === 0 && <p class="quiet">{t.moods.noGenres}</p>}
      <WindowedGrid
        count={used.length}
        label={t.settings.genres}
        keyOf={(index) => used[index]?.id ?? index}
        render={(index, tile) => {
          const genre = used[index];
          return genre ? <GenreTile genre={genre} counts={counts} tile={tile} /> : <TileSkeleton />;
        }}
      />
    </div>
  );
}
