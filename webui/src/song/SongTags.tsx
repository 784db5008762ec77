/** Genres and moods of a song. What a machine has guessed is dashed, with its confidence, until somebody says yes or no. */
import { Check, Plus, X } from "lucide";

import type { SongView, Tag } from "../api/types";
import { Icon } from "../components/Icon";
import { type MenuItem, openBy } from "../components/Menu";
import { formatPercent } from "../i18n/format";
import { t } from "../i18n/language";
import { pathTo } from "../router/routes";
import { allTags, giveTag, hanging, type HangingTag, isGuess, takeTag, toggleMood } from "../state/details";
import { MoodIcon } from "../views/MoodIcon";

function Guess({ view, tag }: { view: SongView; tag: HangingTag }) {
  return (
    <span class="tag tag-guess" data-testid="guess" title={t.song.guess(tag.name, formatPercent(tag.confidence ?? 0))}>
      <a href={pathTo.tag(tag.id)}>
        <MoodIcon tag={tag} /> {tag.name}
      </a>
      <span class="tag-share time">{formatPercent(tag.confidence ?? 0)}</span>
      <button class="tag-button" type="button" aria-label={t.song.right(tag.name)} title={t.song.right(tag.name)} onClick={() => giveTag(view, tag)}>
        <Icon node={Check} size={16} />
      </button>
      <button class="tag-button" type="button" aria-label={t.song.wrong(tag.name)} title={t.song.wrong(tag.name)} onClick={() => takeTag(view, tag)}>
        <Icon node={X} size={16} />
      </button>
    </span>
  );
}

function Certain({ view, tag, editable }: { view: SongView; tag: Tag; editable: boolean }) {
  return (
    <span class="tag">
      <a href={pathTo.tag(tag.id)}>{tag.name}</a>
      {editable && (
        <button class="tag-button" type="button" aria-label={t.song.takeTag(tag.name)} title={t.song.takeTag(tag.name)} onClick={() => takeTag(view, tag)}>
          <Icon node={X} size={14} />
        </button>
      )}
    </span>
  );
}

/** What can still be hung on a song: genres, each followed by its subgenres. */
function offers(view: SongView): MenuItem[] {
  const { genres, subgenres } = allTags.value;
  const all = genres.flatMap((genre) => [genre, ...subgenres.filter(({ parentid }) => parentid === genre.id)]);
  return all.filter((tag) => !hanging(view, tag)).map((tag) => ({ label: tag.parentid === null ? tag.name : `  ${tag.name}`, icon: Plus, act: () => giveTag(view, tag) }));
}

export function GenreTags({ view, editable = false }: { view: SongView; editable?: boolean }) {
  const tags: HangingTag[] = [...view.tags.genres, ...view.tags.subgenres];
  if (tags.length === 0 && !editable) return null;
  return (
    <div class="tags" role="group" aria-label={t.settings.genres}>
      {tags.map((tag) => (isGuess(tag) ? <Guess key={tag.id} view={view} tag={tag} /> : <Certain key={tag.id} view={view} tag={tag} editable={editable} />))}
      {editable && allTags.value.genres.length > 0 && (
        <button class="tag tag-add" type="button" aria-haspopup="menu" onClick={(event) => openBy(event.currentTarget, offers(view))}>
          <Icon node={Plus} size={14} />
          {t.song.addGenre}
        </button>
      )}
    </div>
  );
}

export function MoodButtons({ view }: { view: SongView }) {
  const moods = allTags.value.moods;
  if (moods.length === 0) return <p class="quiet">{t.flags.noMoods}</p>;
  return (
    <div class="moods" role="group" aria-label={t.flags.moods}>
      {moods.map((mood) => {
        const own = hanging(view, mood);
        if (own && isGuess(own)) return <Guess key={mood.id} view={view} tag={own} />;
        return (
          <button key={mood.id} class="mood" type="button" aria-pressed={own !== undefined} onClick={() => toggleMood(view, mood)}>
            <MoodIcon tag={mood} />
            {mood.name}
          </button>
        );
      })}
    </div>
  );
}
