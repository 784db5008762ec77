/** Numbers, sizes, speeds and times as this person's locale writes them. */
import { locale } from "./locale";

const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify([locale, options]);
  const known = formats.get(key) ?? new Intl.NumberFormat(locale, options);
  formats.set(key, known);
  return known;
}

const SIZES = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

export function formatNumber(value: number): string {
  return numberFormat({}).format(value);
}

export function formatPercent(share: number): string {
  return numberFormat({ style: "percent" }).format(share);
}

/** A factor or share with two digits that say something: 0.031, 1.5. */
export function formatDecimal(value: number): string {
  return numberFormat({ maximumSignificantDigits: 2 }).format(value);
}

/** A day of the year, and with its year when that is not this one. */
export function formatDay(date: Date): string {
  const sameYear = date.getFullYear() === new Date().getFullYear();
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }) }).format(date);
}

/** Day and time of something that happened. */
export function formatMoment(seconds: number): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(new Date(seconds * 1000));
}

/** The time of day of a moment in milliseconds. */
export function formatClock(moment: number): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: "short" }).format(new Date(moment));
}

/** Bytes in the unit that gives one to three digits before the comma. */
export function formatBytes(bytes: number): string {
  return formatSize(bytes, "");
}

/** Bytes per second. */
export function formatSpeed(rate: number): string {
  return formatSize(Math.max(rate, 1000), "-per-second");
}

function formatSize(bytes: number, per: "" | "-per-second"): string {
  const step = bytes < 1000 ? 0 : Math.min(SIZES.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  const digits = step > 1 && value < 100 ? 1 : 0;
  const unit = `${SIZES[step] ?? "byte"}${per}`;
  return numberFormat({ style: "unit", unit, unitDisplay: step === 0 ? "long" : "short", maximumFractionDigits: digits }).format(value);
}

export function formatBitrate(bitrate: number): string {
  return numberFormat({ style: "unit", unit: "kilobit-per-second", maximumFractionDigits: 0 }).format(bitrate / 1000);
}

/** Seconds as on a player: 3:07, 1:02:45. */
export function formatTime(seconds: number): string {
  const whole = Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds)) : 0;
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  return shown.map((part, index) => numberFormat({ useGrouping: false, minimumIntegerDigits: index === 0 ? 1 : 2 }).format(part)).join(":");
}

/** A span of time in its largest fitting unit: 40 seconds, 2 minutes, 3 hours. */
export function formatSpan(seconds: number): string {
  const unit = seconds < 60 ? "second" : seconds < 3600 ? "minute" : "hour";
  const value = seconds / { second: 1, minute: 60, hour: 3600 }[unit];
  return numberFormat({ style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 0 }).format(Math.max(1, Math.round(value)));
}

/** How long an album lasts, to the minute: 47 min, 1 hr 12 min. */
export function formatPlaytime(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  const part = (value: number, unit: "hour" | "minute") => numberFormat({ style: "unit", unit, unitDisplay: "short" }).format(value);
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return part(minutes, "minute");
  return new Intl.ListFormat(locale, { type: "unit", style: "narrow" }).format([part(hours, "hour"), ...(minutes % 60 ? [part(minutes % 60, "minute")] : [])]);
}

/** Several things in a sentence: tempo, key and timbre. */
export function formatList(words: readonly string[]): string {
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(words);
}

/** The form of a word that goes with a number; `#` stands for the number. */
export function plural(count: number, forms: { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>): string {
  const form = forms[new Intl.PluralRules(locale).select(count)] ?? forms.other;
  return form.replace("#", formatNumber(count));
}
