/** The shelf is empty: what this is, and how music comes in. */
import { Choosers } from "../components/DropZone";
import { t } from "../i18n/language";

export function Welcome() {
  return (
    <section class="welcome" data-testid="welcome">
      <svg class="welcome-art" viewBox="0 0 240 140" aria-hidden="true">
        <g fill="none" stroke="currentColor" stroke-width="1.5">
          <circle cx="150" cy="70" r="62" opacity=".25" />
          <circle cx="150" cy="70" r="50" opacity=".35" />
          <circle cx="150" cy="70" r="38" opacity=".5" />
          <circle cx="150" cy="70" r="20" />
        </g>
        <circle cx="150" cy="70" r="4" fill="currentColor" />
        <linearGradient id="sleeve" x1="0" y1="0" x2="1" y2="1">
          <stop class="welcome-from" offset="0" />
          <stop class="welcome-to" offset="1" />
        </linearGradient>
        <rect class="welcome-sleeve" x="28" y="8" width="124" height="124" rx="6" />
        <path fill="currentColor" opacity=".35" d="M28 126V96a62 62 0 0 1 40 36H34a6 6 0 0 1-6-6Z" />
        <circle fill="currentColor" cx="112" cy="48" r="17" opacity=".55" />
      </svg>
      <h1>{t.home.welcome}</h1>
      <p>{t.home.welcomeText}</p>
      <Choosers primary />
    </section>
  );
}
