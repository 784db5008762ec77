/** All songs as a map of how they sound; a click on a point, or the arrow keys, lead to its song. Drawing a rectangle looks closer. */
import { useEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";

import { server } from "../api/server";
import type { FoundSong } from "../api/types";
import { Choice } from "../components/Choice";
import { SongLine } from "../components/SongList";
import { t } from "../i18n/language";
import { roving } from "../keyboard/roving";
import { spell } from "../state/names";
import { useAnswer } from "../state/useAnswer";
import { AXES, type Axis, nearest, type Points, pointsOf, stepped } from "./soundpoints";

/** Pixels. */
const HEIGHT = 360;
const RADIUS = 3.5;
const REACH = 14;

function drawPoints(points: Points, color: string) {
  return (plot: uPlot): null => {
    const { ctx } = plot;
    const size = RADIUS * devicePixelRatio;
    ctx.save();
    ctx.beginPath();
    ctx.rect(plot.bbox.left, plot.bbox.top, plot.bbox.width, plot.bbox.height);
    ctx.clip();
    points.xs.forEach((x, index) => {
      const hue = points.hues[index];
      ctx.fillStyle = hue === null || hue === undefined ? color : `oklch(0.75 0.13 ${hue} / 0.75)`;
      ctx.beginPath();
      ctx.arc(plot.valToPos(x, "x", true), plot.valToPos(points.ys[index]!, "y", true), size, 0, 2 * Math.PI);
      ctx.fill();
    });
    ctx.restore();
    return null;
  };
}

/** No point is cut in half at the edge; a single one stands in the middle. */
function withMargin(_: uPlot, least: number, most: number): [number, number] {
  const margin = (most - least) * 0.04 || Math.max(1, Math.abs(most) * 0.1);
  return [least - margin, most + margin];
}

function makePlot(box: HTMLElement, points: Points, x: Axis, y: Axis, choose: (songid: number) => void): uPlot {
  const style = getComputedStyle(box);
  const [muted, line] = [style.getPropertyValue("--muted"), style.getPropertyValue("--line")];
  const axis = (name: Axis): uPlot.Axis => ({ label: t.statistics.axes[name], stroke: muted, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 }, labelFont: `12px ${style.fontFamily}`, font: `12px ${style.fontFamily}` });
  const plot = new uPlot(
    {
      // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- the enum exists for the compiler only
      mode: 2,
      width: box.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      cursor: { drag: { x: true, y: true, uni: 20 }, points: { show: false } },
      scales: { x: { time: false, range: withMargin }, y: { range: withMargin } },
      axes: [axis(x), axis(y)],
      series: [{}, { facets: [{ scale: "x", auto: true }, { scale: "y", auto: true }], paths: drawPoints(points, muted) }],
    },
    [[], [points.xs, points.ys]] as unknown as uPlot.AlignedData,
    box,
  );
  plot.over.addEventListener("click", (event) => {
    const [lefts, tops] = [points.xs.map((value) => plot.valToPos(value, "x")), points.ys.map((value) => plot.valToPos(value, "y"))];
    const found = nearest(lefts, tops, event.offsetX, event.offsetY, REACH);
    if (found >= 0) choose(points.songids[found]!);
  });
  return plot;
}

interface PlotProps {
  points: Points;
  x: Axis;
  y: Axis;
  chosen: FoundSong | null;
  choose: (songid: number) => void;
}

function Plot({ points, x, y, chosen, choose }: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<uPlot>(null);
  const at = points.songids.indexOf(chosen?.song.id ?? 0);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const plot = makePlot(element, points, x, y, choose);
    drawn.current = plot;
    const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [points, x, y]);
  const onKey = (event: KeyboardEvent) => {
    const to = stepped(points, at, event.key);
    const [plot, songid] = [drawn.current, points.songids[to]];
    if (to === at || !plot || songid === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    plot.setCursor({ left: plot.valToPos(points.xs[to]!, "x"), top: plot.valToPos(points.ys[to]!, "y") });
    choose(songid);
  };
  return (
    <div
      ref={box}
      class="sound-plot"
      role="slider"
      tabIndex={0}
      aria-label={t.statistics.soundLabel(points.songids.length)}
      aria-valuemin={0}
      aria-valuemax={points.songids.length}
      aria-valuenow={at + 1}
      aria-valuetext={chosen ? `${spell(chosen.song.name)}, ${spell(chosen.artist.name)}` : t.statistics.soundHint}
      data-testid="sound-plot"
      onKeyDown={onKey}
    />
  );
}

function Axes({ x, y, setX, setY }: { x: Axis; y: Axis; setX: (axis: Axis) => void; setY: (axis: Axis) => void }) {
  const options = AXES.map((name) => [name, t.statistics.axes[name]] as const);
  return (
    <span class="section-tools">
      <Choice label={t.statistics.across} options={options} value={x} choose={setX} />
      <Choice label={t.statistics.up} options={options} value={y} choose={setY} />
    </span>
  );
}

export function SoundPlot() {
  const map = useAnswer("GetSoundMap", {}).value;
  const [x, setX] = useState<Axis>("bpm");
  const [y, setY] = useState<Axis>("loudness");
  const [points, setPoints] = useState<Points | null>(null);
  const [chosen, setChosen] = useState<FoundSong | null>(null);
  useEffect(() => setPoints(map && pointsOf(map, x, y)), [map, x, y]);
  // Nobody has measured anything yet.
  if (!map || !points || AXES.every((axis) => map[axis].every((value) => value === null))) return null;
  const choose = (songid: number) => void server.request("GetSomeSongs", { songids: [songid] }).then(([found]) => setChosen(found ?? null));
  return (
    <section class="plate">
      <header class="plate-head">
        <h2>{t.statistics.sound}</h2>
        <Axes x={x} y={y} setX={setX} setY={setY} />
      </header>
      <p class="quiet">{t.statistics.soundHint}</p>
      <Plot points={points} x={x} y={y} chosen={chosen} choose={choose} />
      <ol ref={roving} class="sound-chosen">
        {chosen && <SongLine placed={chosen} />}
      </ol>
    </section>
  );
}
