/** Dark or light, and which language. Kept in this browser. */
import { chooseLanguage, chosenLanguage, languageName, languages, t } from "../i18n/language";
import { chooseTheme, theme } from "../theme/theme";
import { ChoiceSetting, Section } from "./parts";

export function LookSettings() {
  return (
    <Section title={t.settings.look}>
      <ChoiceSetting label={t.settings.theme} value={theme.value} options={{ dark: t.settings.dark, light: t.settings.light }} change={chooseTheme} />
      <ChoiceSetting
        label={t.settings.language}
        value={chosenLanguage()}
        options={{ "": t.settings.browserLanguage, ...Object.fromEntries(languages.map((tag) => [tag, languageName(tag)])) }}
        change={(tag) => {
          chooseLanguage(tag);
          location.reload();
        }}
      />
    </Section>
  );
}
