/** Which genres play, and the genres and moods there are: made, renamed and deleted. */
import { Plus, Trash2 } from "lucide";
import { Fragment } from "preact";
import { useState } from "preact/hooks";

import type { Tag } from "../api/types";
import { Dialog } from "../components/Dialog";
import { Icon } from "../components/Icon";
import { t } from "../i18n/language";
import { allTags } from "../state/details";
import { attempt, useAnswer } from "../state/useAnswer";
import { freePlace } from "./moodplaces";
import { Section } from "./parts";

export function FilterSettings() {
  const { value: state, assume, reload } = useAnswer("GetMDBState", {});
  const { genres } = allTags.value;
  if (!state || genres.length === 0) return null;
  const active = new Set(state.GenreFilter);
  const toggle = async (name: string) => {
    const value = !active.has(name);
    assume({ ...state, GenreFilter: value ? [...active, name] : [...active].filter((each) => each !== name) });
    if (!(await attempt("SetMDBState", { category: "GenreFilter", name, value }))) reload();
  };
  return (
    <Section title={t.settings.filter} text={t.settings.filterText}>
      <div class="moods" role="group" aria-label={t.settings.filter}>
        {genres.map(({ id, name }) => (
          <button key={id} class="mood" type="button" aria-pressed={active.has(name)} onClick={() => void toggle(name)}>
            {name}
          </button>
        ))}
      </div>
    </Section>
  );
}

function Adder({ label, add, withIcon = false }: { label: string; withIcon?: boolean; add: (name: string, icon: string) => Promise<boolean> }) {
  const [name, setName] = useState("");
  const [icon, setIcon] = useState("");
  const submit = async (event: Event) => {
    event.preventDefault();
    if (!name.trim() || !(await add(name.trim(), icon.trim() || "♪"))) return;
    setName("");
    setIcon("");
  };
  return (
    <form class="inline-form" onSubmit={(event) => void submit(event)}>
      {withIcon && <input class="cell icon-cell" type="text" maxLength={4} aria-label={t.settings.icon} placeholder="♪" value={icon} onInput={(event) => setIcon(event.currentTarget.value)} />}
      <input class="cell" type="text" aria-label={label} placeholder={label} value={name} onInput={(event) => setName(event.currentTarget.value)} />
      <button class="icon-button" type="submit" aria-label={`${t.settings.add}: ${label}`} disabled={!name.trim()}>
        <Icon node={Plus} size={18} />
      </button>
    </form>
  );
}

function TagLine({ tag, ask }: { tag: Tag; ask: (tag: Tag) => void }) {
  const rename = async (input: HTMLInputElement) => {
    const name = input.value.trim();
    if (name === tag.name) return;
    if (!name || !(await attempt("ModifyTag", { tagid: tag.id, attribute: "name", value: name }))) input.value = tag.name;
  };
  const icon = tag.icon && !tag.icon.includes("<") ? tag.icon : "";
  return (
    <li class="tag-line" data-sub={tag.class === 2}>
      {tag.class === 3 && (
        <span class="tag-icon" aria-hidden="true">
          {icon}
        </span>
      )}
      <input class="cell plain" type="text" aria-label={t.settings.rename(tag.name)} defaultValue={tag.name} onChange={(event) => void rename(event.currentTarget)} />
      <button class="icon-button" type="button" aria-label={t.settings.deleteTag(tag.name)} title={t.settings.deleteTag(tag.name)} onClick={() => ask(tag)}>
        <Icon node={Trash2} size={16} />
      </button>
    </li>
  );
}

function Deletion({ tag, close }: { tag: Tag; close: () => void }) {
  const { value } = useAnswer("GetTagsStatistics", {});
  const songs = value?.[tag.id]?.songs ?? 0;
  return (
    <Dialog title={t.settings.deleteTag(tag.name)} close={close}>
      <p>{t.settings.deleteAsk(tag.name, t.songs(songs))}</p>
      <div class="dialog-ways">
        <button class="button" type="button" onClick={close}>
          {t.settings.cancel}
        </button>
        <button
          class="button primary"
          type="button"
          onClick={() => {
            void attempt("DeleteTag", { tagid: tag.id });
            close();
          }}
        >
          {t.settings.really}
        </button>
      </div>
    </Dialog>
  );
}

export function TagSettings() {
  const [asked, ask] = useState<Tag | null>(null);
  const { genres, subgenres, moods } = allTags.value;
  return (
    <Section title={t.settings.tags}>
      <div class="plates">
        <div>
          <h3>{t.settings.genres}</h3>
          <ul>
            {genres.map((genre) => (
              <Fragment key={`${genre.id} ${genre.name}`}>
                <TagLine tag={genre} ask={ask} />
                {subgenres
                  .filter(({ parentid }) => parentid === genre.id)
                  .map((sub) => (
                    <TagLine key={`${sub.id} ${sub.name}`} tag={sub} ask={ask} />
                  ))}
                <li class="tag-line" data-sub="true">
                  <Adder label={t.settings.newSubgenre(genre.name)} add={(name) => attempt("AddSubgenre", { name, parentname: genre.name })} />
                </li>
              </Fragment>
            ))}
          </ul>
          <Adder label={t.settings.newGenre} add={(name) => attempt("AddGenre", { name })} />
        </div>
        <div>
          <h3>{t.settings.moods}</h3>
          <ul>
            {moods.map((mood) => (
              <TagLine key={`${mood.id} ${mood.name}`} tag={mood} ask={ask} />
            ))}
          </ul>
          <Adder label={t.settings.newMood} withIcon add={(name, icon) => attempt("AddMoodFlag", { name, icon, ...freePlace(moods) })} />
        </div>
      </div>
      {asked && <Deletion tag={asked} close={() => ask(null)} />}
    </Section>
  );
}
