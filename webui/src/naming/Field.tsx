/** One thing to name. Guesses look like guesses: a dashed outline, and a hint to fill it in. */
import { t } from "../i18n/language";

interface FieldProps {
  label: string;
  value: string;
  open: boolean;
  class?: string;
  hint?: string | null;
  numeric?: boolean;
  onChange: (value: string) => void;
}

export function Field({ label, value, open, class: className = "", hint = null, numeric = false, onChange }: FieldProps) {
  const note = open ? (value.trim() ? t.naming.guess : t.naming.open) : hint;
  return (
    <label class={`field ${className}`} data-open={open}>
      <span>{label}</span>
      <input
        type="text"
        value={value}
        inputMode={numeric ? "numeric" : "text"}
        autocomplete="off"
        spellcheck={false}
        aria-invalid={value.trim() === "" ? "true" : undefined}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      {note && <small>{note}</small>}
    </label>
  );
}
