/** A quiet choice at the head of a list. */

interface ChoiceProps<V extends string> {
  label: string;
  options: readonly (readonly [V, string])[];
  value: V;
  choose: (value: V) => void;
}

export function Choice<V extends string>({ label, options, value, choose }: ChoiceProps<V>) {
  return (
    <label class="select">
      <span class="unseen">{label}</span>
      <select value={value} onChange={(event) => choose(event.currentTarget.value as V)}>
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
