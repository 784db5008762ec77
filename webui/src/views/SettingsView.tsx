/** Settings: how it looks here, how it plays for everybody, what music is sorted by. */
import { ChartColumn, ChevronRight, Clapperboard, History, type IconNode, Keyboard, Wrench } from "lucide";

import { Icon } from "../components/Icon";
import { t } from "../i18n/language";
import { roving } from "../keyboard/roving";
import { sheetShown } from "../keyboard/shortcuts";
import { pathTo } from "../router/routes";
import { AboutSettings } from "../settings/AboutSettings";
import { AnalysisSettings } from "../settings/AnalysisSettings";
import { HouseholdSettings } from "../settings/HouseholdSettings";
import { LookSettings } from "../settings/LookSettings";
import { MoodGridSettings } from "../settings/MoodGridSettings";
import { PhoneSettings } from "../settings/PhoneSettings";
import { RandySettings } from "../settings/RandySettings";
import { StreamSettings } from "../settings/StreamSettings";
import { FilterSettings, TagSettings } from "../settings/TagSettings";

function Way({ path, label, icon, phone = false }: { path: string; label: string; icon: IconNode; phone?: boolean }) {
  return (
    <li class={phone ? "phone-only" : undefined}>
      <a class="way" href={path}>
        <Icon node={icon} size={20} />
        <span>{label}</span>
        <Icon node={ChevronRight} size={18} />
      </a>
    </li>
  );
}

export function SettingsView() {
  return (
    <div class="page narrow">
      <header class="section-head">
        <h1>{t.settings.title}</h1>
      </header>
      <ul ref={roving} class="plate ways">
        {/* On a phone the bar at the foot has no room for these. */}
        <Way path={pathTo.videos} label={t.nav.videos} icon={Clapperboard} phone />
        <Way path={pathTo.statistics} label={t.pages.statistics} icon={ChartColumn} phone />
        <Way path={pathTo.repair} label={t.repair.title} icon={Wrench} />
        <Way path={pathTo.changes} label={t.settings.changes} icon={History} />
        <li>
          <button class="way" type="button" onClick={() => (sheetShown.value = true)}>
            <Icon node={Keyboard} size={20} />
            <span>{t.keys.title}</span>
            <Icon node={ChevronRight} size={18} />
          </button>
        </li>
      </ul>
      <LookSettings />
      <RandySettings />
      <FilterSettings />
      <StreamSettings />
      <TagSettings />
      <MoodGridSettings />
      <AnalysisSettings />
      <HouseholdSettings />
      <PhoneSettings />
      <AboutSettings />
    </div>
  );
}
