/** How the stream sounds, and where it can be heard. */
import { Copy } from "lucide";

import { Icon } from "../components/Icon";
import { Slider } from "../components/Slider";
import { formatNumber } from "../i18n/format";
import { t } from "../i18n/language";
import { tell } from "../state/messages";
import { attempt, useAnswer } from "../state/useAnswer";
import { ChoiceSetting, Section } from "./parts";

const LONGEST_CROSSFADE = 12;

function Addresses() {
  const { value } = useAnswer("GetStreamAddresses", {});
  if (!value) return null;
  const addresses = [...value.streams.map(({ format, path }) => ({ name: format.toUpperCase(), url: new URL(path, location.href).href })), ...(value.icecast ? [{ name: "Icecast", url: value.icecast }] : [])];
  const copy = async (url: string) => {
    await navigator.clipboard.writeText(url);
    tell(t.settings.copied);
  };
  return (
    <ul aria-label={t.settings.addresses}>
      {addresses.map(({ name, url }) => (
        <li key={name} class="setting">
          <span>{name}</span>
          <input class="cell address" type="text" readOnly value={url} aria-label={`${t.settings.addresses}: ${name}`} onFocus={(event) => event.currentTarget.select()} />
          {/* Browsers give the clipboard to secure pages only; elsewhere the field can be selected. */}
          {isSecureContext && (
            <button class="icon-button" type="button" aria-label={`${t.settings.copy}: ${name}`} title={t.settings.copy} onClick={() => void copy(url)}>
              <Icon node={Copy} size={18} />
            </button>
          )}
        </li>
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
