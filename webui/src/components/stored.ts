/** Choices a person made on this device. */
import { useState } from "preact/hooks";

/** A choice that is still there tomorrow; anything unknown counts as the first one. */
export function useStored<V extends string>(key: string, values: readonly [V, ...V[]]): [V, (value: V) => void] {
  const [value, setValue] = useState<V>(() => values.find((each) => each === localStorage.getItem(key)) ?? values[0]);
  const choose = (next: V) => {
    setValue(next);
    localStorage.setItem(key, next);
  };
  return [value, choose];
}
