/** How the stream sounds, and where it can be heard. */
import { Slider } from "../components/Slider";
import { formatNumber } from "../i18n/format";
import { t } from "../i18n/language";
import { attempt, useAnswer } from "../state/useAnswer";
import { ChoiceSetting, Copyable, Section } from "./parts";

const LONGEST_CROSSFADE = 12;

function Addresses() {
  const { value } = useAnswer("GetStreamAddresses", {});
  if (!value) return null;
  const addresses = [...value.streams.map(({ format, path }) => ({ name: format.toUpperCase(), url: new URL(path, location.href).href })), ...(value.icecast ? [{ name: "Icecast", url: value.icecast }] : [])];
  return (
    <ul aria-label={t.settings.addresses}>
      {addresses.map(({ name, url }) => (
        <Copyable key={name} name={name} value={url} label={`${t.settings.addresses}: ${name}`} />
      ))}
    </ul>
  );
}

export function StreamSettings() {
  const { value: sound, assume, reload } = useAnswer("GetStreamSettings", {});
  if (!sound) return null;
  const save = async (change: Partial<typeof sound>) => {
    assume({ ...sound, ...change });
    if (!(await attempt("SetStreamSettings", change))) reload();
  };
  const seconds = (value: number) => `${formatNumber(value)} s`;
  return (
    <Section title={t.settings.stream} text={t.settings.streamText}>
      <ChoiceSetting label={t.settings.normalization} value={sound.normalization} options={t.settings.normalizations} change={(normalization) => void save({ normalization })} />
      <div class="setting">
        <span>{t.settings.crossfade}</span>
        <span class="setting-slider">
          <Slider label={t.settings.crossfade} value={sound.crossfade} max={LONGEST_CROSSFADE} step={1} text={seconds} onChange={(crossfade) => void save({ crossfade })} />
          <span class="time">{seconds(sound.crossfade)}</span>
        </span>
      </div>
      <Addresses />
    </Section>
  );
}
