/** Which MusicDB this is, and whose work is in its pages. */
import packages from "virtual:packages";

import { t } from "../i18n/language";
import { serverInfo } from "../state/app";
import { Section } from "./parts";

export function AboutSettings() {
  return (
    <Section title={t.settings.about}>
      <p>{serverInfo.value && t.settings.version(serverInfo.value.version)}</p>
      <p class="quiet">{t.settings.aboutText}</p>
      <details class="packages">
        <summary>{t.settings.packages}</summary>
        <ul>
          {packages.map(({ name, version, license }) => (
            <li key={name} class="package" data-testid="package">
              <bdi>{name}</bdi>
              <span class="time quiet">
                {version} · {license}
              </span>
            </li>
          ))}
        </ul>
        <a class="button" href="/licenses.txt" target="_blank" rel="noreferrer">
          {t.settings.licenses}
        </a>
      </details>
    </Section>
  );
}
