/** One thing to name. Guesses look like guesses: a dashed outline, and a button to take them for right. */
import { Check } from "lucide";

import { Icon } from "../components/Icon";
import { t } from "../i18n/language";
import type { NamingForm } from "./form";
import { guessKey } from "./guesses";

interface FieldProps {
  form: NamingForm;
  /** The file by which the album or video of this field is known. */
  taskid: string;
  /** The name of the field on the wire. */
  name: string;
  label: string;
  value: string;
  class?: string;
  hint?: string | null;
  numeric?: boolean;
  onChange: (value: string) => void;
}

function Guess({ form, taskid, name, label }: FieldProps) {
  return (
    <span class="guess">
      {t.naming.guess}
      <button type="button" class="guess-yes" aria-label={`${label}: ${t.naming.yes}`} title={t.naming.yes} onClick={() => form.approve(taskid, name)}>
        <Icon node={Check} size={14} />
      </button>
    </span>
  );
}

export function Field(props: FieldProps) {
  const { form, taskid, name, label, value, class: className = "", hint = null, numeric = false, onChange } = props;
  const open = form.open.value.has(guessKey(taskid, name));
  const filled = value.trim() !== "";
  return (
    <div class={`field ${className}`} data-open={open}>
      <label>
        <span>{label}</span>
        <input
          type="text"
          value={value}
          inputMode={numeric ? "numeric" : "text"}
          autocomplete="off"
          spellcheck={false}
          aria-invalid={filled ? undefined : "true"}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      </label>
      {open && filled && <Guess {...props} />}
      {open && !filled && <small>{t.naming.open}</small>}
      {!open && hint && <small>{hint}</small>}
    </div>
  );
}
