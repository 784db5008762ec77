/** How Randy chooses. Each change counts at once, for everybody. */
import type { Result } from "../api/types";
import { t } from "../i18n/language";
import { attempt, useAnswer } from "../state/useAnswer";
import { NumberSetting, Section, Switch } from "./parts";

type Randy = Result<"LoadRandyConfiguration">;
type Group = "Constraints" | "BlackLists" | "Limits";

export function RandySettings() {
  const { value: randy, assume, reload } = useAnswer("LoadRandyConfiguration", {});
  if (!randy) return null;
  const save = async (group: Group, change: Partial<Randy[Group]>) => {
    assume({ ...randy, [group]: { ...randy[group], ...change } });
    if (!(await attempt("SaveRandyConfiguration", { config: { [group]: change } }))) reload();
  };
  const { Constraints: constraints, BlackLists: lists, Limits: limits } = randy;
  const switches = Object.entries(t.settings.constraints) as [keyof typeof t.settings.constraints, string][];
  const lengths = Object.entries(t.settings.blacklists) as [keyof typeof t.settings.blacklists, string][];
  return (
    <Section title={t.settings.randy} text={t.settings.randyText}>
      {switches.map(([name, label]) => (
        <Switch key={name} label={label} checked={constraints[name]} change={(checked) => void save("Constraints", { [name]: checked })} />
      ))}
      <NumberSetting label={t.settings.minLength} value={constraints.MinSongLength} change={(MinSongLength) => void save("Constraints", { MinSongLength })} />
      <NumberSetting label={t.settings.maxLength} value={constraints.MaxSongLength} change={(MaxSongLength) => void save("Constraints", { MaxSongLength })} />
      {lengths.map(([name, label]) => (
        <NumberSetting key={name} label={label} value={lists[name]} change={(length) => void save("BlackLists", { [name]: length })} />
      ))}
      <NumberSetting label={t.settings.tries} value={limits.MaxTries} change={(MaxTries) => void save("Limits", { MaxTries })} />
      <p class="quiet">{t.settings.triesText}</p>
    </Section>
  );
}
