/** One rule: what it is about, how it compares, and with what. */
import type { JSX } from "preact";

import type { Rule } from "../api/types";
import { t } from "../i18n/language";
import { allTags } from "../state/details";
import { playlists } from "../state/playlists";
import { KEYS, SCALES, type Single, type Subject, subjectOf } from "./draft";

const KEY_OPTIONS = Object.fromEntries(KEYS.map((key) => [key, key]));

export interface ChangeProps<R extends Rule> {
  rule: R;
  change: (rule: Rule) => void;
}

interface OptionsProps<V extends string> {
  label: string;
  value: V;
  options: Readonly<Record<V, string>>;
  choose: (value: V) => void;
}

function Options<V extends string>({ label, value, options, choose }: OptionsProps<V>) {
  return (
    <select class="cell" aria-label={label} value={value} onChange={(event) => choose(event.currentTarget.value as V)}>
      {(Object.entries(options) as [V, string][]).map(([each, text]) => (
        <option key={each} value={each}>
          {text}
        </option>
      ))}
    </select>
  );
}

interface NumberFieldProps {
  label: string;
  value: number;
  scale?: number;
  min?: number;
  unit?: string | undefined;
  set: (value: number) => void;
}

function NumberField({ label, value, scale = 1, min = 0, unit, set }: NumberFieldProps) {
  return (
    <span class="rule-number">
      <input class="cell number" type="number" min={min} inputMode="numeric" aria-label={label} value={Math.round(value / scale)} onInput={(event) => set(Math.round(event.currentTarget.valueAsNumber) * scale)} />
      {unit}
    </span>
  );
}

function TagChoice({ rule, change }: ChangeProps<Extract<Single, { match: "tag" }>>) {
  const { genres, subgenres, moods } = allTags.value;
  return (
    <select class="cell" aria-label={t.rules.subjects.tag} value={rule.tagid} onChange={(event) => change({ ...rule, tagid: Number(event.currentTarget.value) })}>
      <optgroup label={t.settings.genres}>
        {genres.flatMap((genre) => [
          <option key={genre.id} value={genre.id}>
            {genre.name}
          </option>,
          ...subgenres
            .filter(({ parentid }) => parentid === genre.id)
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {`\u2003${name}`}
              </option>
            )),
        ])}
      </optgroup>
      <optgroup label={t.settings.moods}>
        {moods.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </optgroup>
    </select>
  );
}

/** A moment as the day a date field shows, in the time of this place. */
function dayOf(seconds: number): string {
  const date = new Date(seconds * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

function Time({ rule, change }: ChangeProps<Extract<Single, { match: "time" }>>) {
  const { operator, value = 0 } = rule;
  const inDays = operator === "within" || operator === "notwithin";
  const choose = (next: typeof operator) => {
    const days = next === "within" || next === "notwithin";
    // Days are no date, and a date is no number of days.
    const fitting = days === inDays ? value : days ? 30 : Math.floor(Date.now() / 1000);
    change({ ...rule, operator: next, value: next === "never" ? 0 : fitting });
  };
  return (
    <>
      <Options label={t.rules.comparison} value={operator} options={t.rules.times} choose={choose} />
      {inDays && <NumberField label={t.rules.days} value={value} unit={t.rules.days} set={(days) => change({ ...rule, value: days })} />}
      {(operator === "before" || operator === "after") && (
        <input class="cell" type="date" aria-label={t.rules.day} value={dayOf(value)} onInput={(event) => change({ ...rule, value: Math.floor(new Date(`${event.currentTarget.value}T00:00`).getTime() / 1000) || 0 })} />
      )}
    </>
  );
}

function Rest({ rule, change }: ChangeProps<Single>): JSX.Element {
  const units: Partial<Record<Subject, string>> = { playtime: t.rules.seconds, bitrate: t.rules.kilobits, bpm: "BPM", loudness: "LUFS", range: "LU", energy: "%" };
  switch (rule.match) {
    case "tag":
      return <TagChoice rule={rule} change={change} />;
    case "text":
      return (
        <>
          <Options label={t.rules.comparison} value={rule.operator} options={t.rules.texts} choose={(operator) => change({ ...rule, operator })} />
          <input class="cell" type="text" maxLength={200} aria-label={t.rules.subjects[rule.field]} value={rule.value} onInput={(event) => change({ ...rule, value: event.currentTarget.value })} />
        </>
      );
    case "number":
    case "sound":
      return (
        <>
          <Options label={t.rules.comparison} value={rule.operator} options={t.rules.numbers} choose={(operator) => change({ ...rule, operator })} />
          <NumberField label={t.rules.subjects[rule.field]} value={rule.value} scale={SCALES[rule.field] ?? 1} min={rule.field === "loudness" ? -70 : 0} unit={units[rule.field]} set={(value) => change({ ...rule, value })} />
        </>
      );
    case "key":
      return (
        <>
          <Options label={t.rules.subjects.key} value={rule.key} options={KEY_OPTIONS} choose={(key) => change({ ...rule, key })} />
          <Options label={t.rules.comparison} value={rule.related ? "related" : "alone"} options={t.rules.keys} choose={(answer) => change({ ...rule, related: answer === "related" })} />
        </>
      );
    case "time":
      return <Time rule={rule} change={change} />;
    case "flag":
      return <Options label={t.rules.comparison} value={rule.value === false ? "no" : "yes"} options={t.rules.flags} choose={(answer) => change({ ...rule, value: answer === "yes" })} />;
    case "playlist":
      return (
        <select class="cell" aria-label={t.rules.subjects.playlist} value={rule.playlistid} onChange={(event) => change({ ...rule, playlistid: Number(event.currentTarget.value) })}>
          {playlists.value
            .filter(({ rules }) => rules === null)
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </select>
      );
  }
}

export function RuleRow({ rule, change, about }: ChangeProps<Single> & { about: (subject: Subject) => void }) {
  return (
    <>
      <Options label={t.rules.subject} value={subjectOf(rule)} options={t.rules.subjects} choose={about} />
      <Rest rule={rule} change={change} />
    </>
  );
}
