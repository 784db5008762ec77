/** Rules while somebody writes them: what each of them is about, how a new one begins, and which are complete. Pure. */
import type { Rule } from "../api/types";

export type Group = Extract<Rule, { match: "all" | "any" | "not" }>;
export type Single = Exclude<Rule, Group>;
export type Match = Group["match"];

const TEXTS = ["artist", "album", "title"] as const;
const NUMBERS = ["playcount", "likes", "dislikes", "release", "playtime", "bitrate", "number", "cd"] as const;
const SOUNDS = ["bpm", "energy", "loudness", "range"] as const;
const TIMES = ["lastplayed", "added"] as const;
const FLAGS = ["loved", "hated", "lyrics", "liverecording", "badaudio", "disabled"] as const;

/** What a rule can be about, in the order it is offered. */
export const SUBJECTS = ["tag", ...TEXTS, ...FLAGS, ...NUMBERS, ...SOUNDS, "key", ...TIMES, "playlist", "group"] as const;
export type Subject = (typeof SUBJECTS)[number];

/** Bits per second are counted in thousands, energy in percent. */
export const SCALES: Partial<Record<Subject, number>> = { bitrate: 1000, energy: 0.01 };
const BEGINNINGS: Partial<Record<Subject, number>> = { release: 2000, playtime: 180, bitrate: 256_000, bpm: 120, energy: 0.5, loudness: -14, range: 8 };
/** Keys as the server calls them. */
export const KEYS = ["major", "minor"].flatMap((mode) => ["C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"].map((note) => `${note} ${mode}`));
const DAYS = 30;

export function isGroup(rule: Rule): rule is Group {
  return rule.match === "all" || rule.match === "any" || rule.match === "not";
}

export function subjectOf(rule: Rule): Subject {
  if (isGroup(rule)) return "group";
  if (rule.match === "tag" || rule.match === "playlist" || rule.match === "key") return rule.match;
  return rule.match === "flag" ? rule.flag : rule.field;
}

function among<S extends Subject>(subjects: readonly S[], subject: Subject): subject is S {
  return (subjects as readonly Subject[]).includes(subject);
}

/** A new rule about something. `tagid` and `playlistid` are what is chosen first; 0 where there is nothing to choose. */
export function ruleAbout(subject: Subject, tagid: number, playlistid: number): Rule {
  if (among(TEXTS, subject)) return { match: "text", field: subject, operator: "contains", value: "" };
  if (among(NUMBERS, subject)) return { match: "number", field: subject, operator: "atleast", value: BEGINNINGS[subject] ?? 1 };
  if (among(SOUNDS, subject)) return { match: "sound", field: subject, operator: "atleast", value: BEGINNINGS[subject] ?? 0 };
  if (subject === "key") return { match: "key", key: "C major", related: false };
  if (among(TIMES, subject)) return { match: "time", field: subject, operator: "within", value: DAYS };
  if (among(FLAGS, subject)) return { match: "flag", flag: subject, value: true };
  if (subject === "tag") return { match: "tag", tagid };
  if (subject === "playlist") return { match: "playlist", playlistid };
  return { match: "any", rules: [] };
}

function isComplete(rule: Rule): boolean {
  if (rule.match === "text") return rule.value.trim() !== "";
  if (rule.match === "tag") return rule.tagid > 0;
  if (rule.match === "playlist") return rule.playlistid > 0;
  if (rule.match === "number") return Number.isFinite(rule.value) && rule.value >= 0;
  if (rule.match === "sound") return Number.isFinite(rule.value);
  return true;
}

/** The rule without what nobody has filled in yet, and without groups that are empty because of it. */
export function complete(rule: Group): Group {
  const rules = (rule.rules ?? []).filter(isComplete).map((each) => (isGroup(each) ? complete(each) : each));
  return { ...rule, rules: rules.filter((each) => !isGroup(each) || (each.rules ?? []).length > 0) };
}

/** Every rule as a group, so that others can be put beside it. */
export function grouped(rule: Rule): Group {
  return isGroup(rule) ? rule : { match: "all", rules: [rule] };
}
