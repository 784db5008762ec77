/** The microphone in the search. What it opens is fetched when it is needed. */
import { Mic } from "lucide";
import { useState } from "preact/hooks";

import { Icon } from "../components/Icon";
import { t } from "../i18n/language";
import { later } from "../views/later";

const WhatIsThis = later(async () => (await import("./WhatIsThis")).WhatIsThis, () => null);

export function ListenButton() {
  const [opened, open] = useState(false);
  return (
    <>
      <button class="icon-button" type="button" aria-label={t.identify.title} title={t.identify.title} onClick={() => open(true)}>
        <Icon node={Mic} size={18} />
      </button>
      {opened && <WhatIsThis close={() => open(false)} />}
    </>
  );
}
