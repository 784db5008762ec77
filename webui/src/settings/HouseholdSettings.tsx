/** Who may come in. There is one household with one password, which is set on the server's own machine. */
import { LogOut } from "lucide";
import { useEffect, useState } from "preact/hooks";

import { fetchSession, logOut } from "../api/session";
import { Icon } from "../components/Icon";
import { t } from "../i18n/language";
import { tell } from "../state/messages";
import { Section } from "./parts";

export function HouseholdSettings() {
  const [protectedBy, setProtected] = useState<boolean | null>(null);
  useEffect(() => void fetchSession().then(({ password }) => setProtected(password), () => undefined), []);
  if (protectedBy === null) return null;
  const leave = () => {
    logOut().then(
      () => location.reload(),
      () => tell(t.login.failed),
    );
  };
  return (
    <Section title={t.settings.household} text={protectedBy ? t.settings.householdText : t.settings.householdOpen}>
      <p>
        <code>musicdb user password</code>
      </p>
      {protectedBy && (
        <button class="button" type="button" onClick={leave}>
          <Icon node={LogOut} size={18} />
          {t.settings.logOut}
        </button>
      )}
    </Section>
  );
}
