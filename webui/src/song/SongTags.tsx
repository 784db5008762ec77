/** Genres and moods of a song or an album. What a machine has guessed is dashed, with its confidence, until somebody says yes or no. */
import { Check, X } from "lucide";

import type { SongView, Tag, Tags } from "../api/types";
import { Icon } from "../components/Icon";
import { formatPercent } from "../i18n/format";
import { t } from "../i18n/language";
import { roving } from "../keyboard/roving";
import { pathTo } from "../router/routes";
import { allTags, classOf, giveTag, hanging, type HangingTag, isGuess, refuse, takeTag, toggleMood } from "../state/details";
import { type Suggestion, useSuggestions } from "../state/suggestions";
import { MoodIcon } from "../views/MoodIcon";

interface TagActions {
  give: (tag: Tag) => void;
  take: (tag: Tag) => void;
}

/** A suggestion as if it hung on the song already. */
export function guessOf({ tag, confidence }: Suggestion): HangingTag {
  return { ...tag, approval: 0, confidence };
}

export function Guess({ tag, give, take }: TagActions & { tag: HangingTag }) {
  return (
    <span class="tag tag-guess" data-testid="guess" title={t.song.guess(tag.name, formatPercent(tag.confidence ?? 0))}>
      <a href={pathTo.tag(tag.id)}>
        <MoodIcon tag={tag} /> {tag.name}
      </a>
      <span class="tag-share time">{formatPercent(tag.confidence ?? 0)}</span>
      <button class="tag-button" type="button" aria-label={t.song.right(tag.name)} title={t.song.right(tag.name)} onClick={() => give(tag)}>
        <Icon node={Check} size={16} />
      </button>
      <button class="tag-button" type="button" aria-label={t.song.wrong(tag.name)} title={t.song.wrong(tag.name)} onClick={() => take(tag)}>
        <Icon node={X} size={16} />
      </button>
    </span>
  );
}

function Certain({ tag, take }: { tag: Tag; take: ((tag: Tag) => void) | null }) {
  return (
    <span class="tag">
      <a href={pathTo.tag(tag.id)}>{tag.name}</a>
      {take && (
        <button class="tag-button" type="button" aria-label={t.song.takeTag(tag.name)} title={t.song.takeTag(tag.name)} onClick={() => take(tag)}>
          <Icon node={X} size={14} />
        </button>
      )}
    </span>
  );
}

/** What can still be hung on something: genres, each followed by its subgenres. A sheet lets no menu over it, but this. */
function Adder({ hung, give }: { hung: readonly Tag[]; give: (tag: Tag) => void }) {
  const { genres, subgenres } = allTags.value;
  const all = genres.flatMap((genre) => [genre, ...subgenres.filter(({ parentid }) => parentid === genre.id)]);
  const offered = all.filter(({ id }) => hung.every((tag) => tag.id !== id));
  if (offered.length === 0) return null;
  const choose = (field: HTMLSelectElement) => {
    const chosen = offered.find(({ id }) => id === Number(field.value));
    field.value = "";
    if (chosen) give(chosen);
  };
  return (
    <select class="tag tag-add" aria-label={t.song.addGenre} value="" onChange={(event) => choose(event.currentTarget)}>
      <option value="">{`+ ${t.song.genre}`}</option>
      {offered.map(({ id, name, parentid }) => (
        <option key={id} value={id}>
          {parentid === null ? name : `\u2003${name}`}
        </option>
      ))}
    </select>
  );
}

export function Genres({ tags, give, take, editable = false }: TagActions & { tags: Tags; editable?: boolean }) {
  const hung: HangingTag[] = [...tags.genres, ...tags.subgenres];
  if (hung.length === 0 && !editable) return null;
  return (
    <div ref={roving} class="tags" role="group" aria-label={t.settings.genres}>
      {hung.map((tag) => (isGuess(tag) ? <Guess key={tag.id} tag={tag} give={give} take={take} /> : <Certain key={tag.id} tag={tag} take={editable ? take : null} />))}
      {editable && <Adder hung={hung} give={give} />}
    </div>
  );
}

export function GenreTags({ view, editable = false }: { view: SongView; editable?: boolean }) {
  const suggested = useSuggestions(view.song.id).filter(({ tag }) => classOf(tag) !== "moods" && !hanging(view, tag));
  return (
    <>
      <Genres tags={view.tags} give={(tag) => giveTag(view, tag)} take={(tag) => takeTag(view, tag)} editable={editable} />
      {suggested.length > 0 && (
        <div ref={roving} class="tags" role="group" aria-label={t.guesses.title}>
          {suggested.map((each) => (
            <Guess key={each.tag.id} tag={guessOf(each)} give={(tag) => giveTag(view, tag)} take={(tag) => refuse(view, tag)} />
          ))}
        </div>
      )}
    </>
  );
}

export function MoodButtons({ view }: { view: SongView }) {
  const moods = allTags.value.moods;
  const suggested = useSuggestions(view.song.id);
  if (moods.length === 0) return <p class="quiet">{t.flags.noMoods}</p>;
  return (
    <div ref={roving} class="moods" role="group" aria-label={t.flags.moods}>
      {moods.map((mood) => {
        const own = hanging(view, mood);
        if (own && isGuess(own)) return <Guess key={mood.id} tag={own} give={(tag) => giveTag(view, tag)} take={(tag) => takeTag(view, tag)} />;
        const suggestion = own ? undefined : suggested.find(({ tag }) => tag.id === mood.id);
        if (suggestion) return <Guess key={mood.id} tag={guessOf(suggestion)} give={(tag) => giveTag(view, tag)} take={(tag) => refuse(view, tag)} />;
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
