/** A slider one can drag, click and move by keyboard. What is dragged is shown at once and reported when it is let go. */
import { useState } from "preact/hooks";

interface SliderProps {
  label: string;
  value: number;
  max: number;
  step: number;
  /** The value in words, for screen readers. */
  text: (value: number) => string;
  /** Reports while dragging, too. */
  live?: boolean;
  class?: string;
  onChange: (value: number) => void;
  onDrag?: (value: number | null) => void;
}

export function Slider({ label, value, max, step, text, live = false, class: className = "", onChange, onDrag }: SliderProps) {
  const [dragged, setDragged] = useState<number | null>(null);
  const shown = Math.min(dragged ?? value, max);
  const drag = (next: number | null) => {
    setDragged(next);
    onDrag?.(next);
  };
  return (
    <input
      type="range"
      class={`slider ${className}`}
      aria-label={label}
      aria-valuetext={text(shown)}
      min={0}
      max={max}
      step={step}
      value={shown}
      style={{ "--share": String(max > 0 ? shown / max : 0) }}
      onInput={(event) => {
        const next = Number(event.currentTarget.value);
        if (live) onChange(next);
        else drag(next);
      }}
      onChange={(event) => {
        drag(null);
        onChange(Number(event.currentTarget.value));
      }}
    />
  );
}
