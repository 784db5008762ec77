/**
 * The waveform of a song as its seek bar: what was played is in the highlight color, a pointer shows the time below it.
 *
 * It is drawn as a path, not on a canvas: its colors fade with those of the album, and it is sharp on every screen.
 */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import { Slider } from "../components/Slider";
import { formatTime } from "../i18n/format";
import { t } from "../i18n/language";
import { useWaveform } from "../state/analysis";
import { barsOf, pathOf, RESTING, WAVE_HEIGHT } from "./wave";

interface WaveformProps {
  songid: number;
  /** Seconds. */
  position: number;
  duration: number;
  seek: (seconds: number) => void;
  onDrag?: (seconds: number | null) => void;
  label: string;
}

/** Pixels a bar takes, with its gap. */
const BAR = 3;

function useBars(box: { current: HTMLElement | null }): number {
  const [count, setCount] = useState(120);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setCount(Math.max(20, Math.floor(element.clientWidth / BAR))));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return count;
}

export function Waveform({ songid, position, duration, seek, onDrag, label }: WaveformProps) {
  const box = useRef<HTMLDivElement>(null);
  const data = useWaveform(songid);
  const count = useBars(box);
  const path = useMemo(() => pathOf(data ? barsOf(data, count) : Array<number>(count).fill(RESTING)), [data, count]);
  const [dragged, setDragged] = useState<number | null>(null);
  const [hover, setHover] = useState<number | null>(null);
  const shown = Math.min(dragged ?? position, duration);
  const share = duration > 0 ? shown / duration : 0;
  const point = (event: PointerEvent) => {
    const area = box.current?.getBoundingClientRect();
    if (!area || event.pointerType === "touch") return;
    const at = Math.min(1, Math.max(0, (event.clientX - area.left) / area.width));
    setHover(getComputedStyle(box.current!).direction === "rtl" ? 1 - at : at);
  };
  return (
    <div ref={box} class="wave" data-known={Boolean(data)} style={{ "--share": String(share) }} onPointerMove={point} onPointerLeave={() => setHover(null)}>
      {(["rest", "played"] as const).map((part) => (
        <svg key={part} class={`wave-${part}`} viewBox={`0 0 ${count} ${WAVE_HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
          <path d={path} />
        </svg>
      ))}
      {hover !== null && duration > 0 && (
        <span class="wave-time time" style={{ insetInlineStart: `${hover * 100}%` }} aria-hidden="true">
          {formatTime(hover * duration)}
        </span>
      )}
      <Slider
        class="wave-slider"
        label={label}
        value={position}
        max={Math.max(duration, 1)}
        step={1}
        text={(value) => t.player.at(formatTime(value), formatTime(duration))}
        onChange={seek}
        onDrag={(seconds) => {
          setDragged(seconds);
          onDrag?.(seconds);
        }}
      />
    </div>
  );
}
