/** Apps on phones: where they connect, and the password of each, shown once. */
import { Plus } from "lucide";
import { useEffect, useState } from "preact/hooks";

import { sentenceOf } from "../api/errors";
import { server } from "../api/server";
import type { Result } from "../api/types";
import { Dialog } from "../components/Dialog";
import { Icon } from "../components/Icon";
import { formatMoment } from "../i18n/format";
import { t } from "../i18n/language";
import { tell } from "../state/messages";
import { attempt, useAnswer } from "../state/useAnswer";
import { Copyable, Section } from "./parts";

type AppPassword = Result<"GetAppPasswords">[number];

export function PhoneSettings() {
  const { value, reload } = useAnswer("GetAppPasswords", {});
  const [name, setName] = useState("");
  const [made, setMade] = useState<Result<"AddAppPassword"> | null>(null);
  const [leaving, setLeaving] = useState<AppPassword | null>(null);
  useEffect(() => server.on("news", ({ subject }) => subject === "Phones" && reload()), []);
  const add = (event: Event) => {
    event.preventDefault();
    server.request("AddAppPassword", { name }).then(
      (added) => {
        setMade(added);
        setName("");
      },
      (error: unknown) => tell(sentenceOf(error)),
    );
  };
  const remove = (passwordid: number) => {
    setLeaving(null);
    setMade((shown) => (shown?.id === passwordid ? null : shown));
    void attempt("RemoveAppPassword", { passwordid });
  };
  return (
    <Section title={t.phones.title} text={t.phones.text}>
      <form class="setting" onSubmit={add}>
        <input class="cell address" type="text" required maxLength={100} placeholder={t.phones.device} aria-label={t.phones.device} value={name} onInput={(event) => setName(event.currentTarget.value)} />
        <button class="button" type="submit">
          <Icon node={Plus} size={18} />
          {t.phones.add}
        </button>
      </form>
      {made && (
        <ul aria-label={made.name}>
          <Copyable name={t.phones.address} value={location.origin} />
          <Copyable name={t.phones.user} value={made.username} />
          <Copyable name={t.phones.password} value={made.password} />
          <li class="quiet">{t.phones.once}</li>
        </ul>
      )}
      <ul aria-label={t.phones.title}>
        {value?.map((each) => (
          <li key={each.id} class="setting">
            <span>
              {each.name} <span class="quiet">{each.lastused ? [each.client, formatMoment(each.lastused)].join(" · ") : t.phones.unused}</span>
            </span>
            <button class="button quiet-button" type="button" aria-label={`${t.phones.remove}: ${each.name}`} onClick={() => setLeaving(each)}>
              {t.phones.remove}
            </button>
          </li>
        ))}
      </ul>
      {leaving && (
        <Dialog title={t.phones.sure(leaving.name)} close={() => setLeaving(null)}>
          <button class="button" type="button" onClick={() => remove(leaving.id)}>
            {t.phones.remove}
          </button>
        </Dialog>
      )}
    </Section>
  );
}
