/** What settings are made of: a plate with a title, a number, a choice, a switch, a text to copy. */
import { Copy } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";

import { Icon } from "../components/Icon";
import { t } from "../i18n/language";
import { tell } from "../state/messages";

export function Section({ title, text, children }: { title: string; text?: string; children: ComponentChildren }) {
  return (
    <section class="plate settings-section">
      <h2>{title}</h2>
      {text && <p class="quiet">{text}</p>}
      {children}
    </section>
  );
}

export function Switch({ label, checked, change }: { label: string; checked: boolean; change: (checked: boolean) => void }) {
  return (
    <label class="switch setting">
      <span>{label}</span>
      <input type="checkbox" role="switch" checked={checked} onChange={(event) => change(event.currentTarget.checked)} />
    </label>
  );
}

/** A whole number, reported when the field is left or Enter is pressed. */
export function NumberSetting({ label, value, change }: { label: string; value: number; change: (value: number) => void }) {
  const [typed, setTyped] = useState(String(value));
  useEffect(() => setTyped(String(value)), [value]);
  return (
    <label class="setting">
      <span>{label}</span>
      <input
        class="cell number"
        type="text"
        inputMode="numeric"
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onChange={() => {
          if (/^\d{1,6}$/.test(typed.trim())) change(Number(typed));
          else setTyped(String(value));
        }}
      />
    </label>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: Readonly<Record<T, string>>;
  change: (value: T) => void;
}

export function ChoiceSetting<T extends string>({ label, value, options, change }: ChoiceProps<T>) {
  return (
    <label class="setting">
      <span>{label}</span>
      <select class="cell" value={value} onChange={(event) => change(event.currentTarget.value as T)}>
        {(Object.entries(options) as [T, string][]).map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A line of a list with a text that belongs somewhere else. */
export function Copyable({ name, value, label = name }: { name: string; value: string; label?: string }) {
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    tell(t.settings.copied);
  };
  return (
    <li class="setting">
      <span>{name}</span>
      <input class="cell address" type="text" readOnly value={value} aria-label={label} onFocus={(event) => event.currentTarget.select()} />
      {/* Browsers give the clipboard to secure pages only; elsewhere the field can be selected. */}
      {isSecureContext && (
        <button class="icon-button" type="button" aria-label={`${t.settings.copy}: ${name}`} title={t.settings.copy} onClick={() => void copy()}>
          <Icon node={Copy} size={18} />
        </button>
      )}
    </li>
  );
}
