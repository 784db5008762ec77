/** Where the moods stand: dragged with finger or mouse, or moved by the arrow keys. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";

import { sentenceOf } from "../api/errors";
import { server } from "../api/server";
import { t } from "../i18n/language";
import { allTags } from "../state/details";
import { announce, tell } from "../state/messages";
import { MoodIcon } from "../views/MoodIcon";
import { COLUMNS, moved, type Place, placed, type Placed, rowsOf } from "./moodplaces";
import { Section } from "./parts";

const STEPS: Record<string, Place> = { ArrowLeft: { posx: -1, posy: 0 }, ArrowRight: { posx: 1, posy: 0 }, ArrowUp: { posx: 0, posy: -1 }, ArrowDown: { posx: 0, posy: 1 } };

/** Shows the new places at once; when the server refuses, the old ones come back. */
async function put(id: number, to: Place): Promise<void> {
  const before = allTags.value;
  const after = moved(placed(before.moods), id, to);
  if (!after) return;
  allTags.value = { ...before, moods: after };
  const mover = after.find((mood) => mood.id === id);
  if (mover) announce(t.settings.moodAt(mover.name, to.posx + 1, to.posy + 1));
  try {
    const known = new Map(before.moods.map((mood) => [mood.id, mood]));
    const places = after.filter((mood) => known.get(mood.id)?.posx !== mood.posx || known.get(mood.id)?.posy !== mood.posy);
    await server.request("PlaceMoods", { places: places.map(({ id: tagid, posx, posy }) => ({ tagid, posx, posy })) });
  } catch (error) {
    allTags.value = before;
    tell(sentenceOf(error));
  }
}

/** The place of the grid under a point of the window. */
function placeAt({ clientX, clientY }: PointerEvent): Place | null {
  const cell = document.elementsFromPoint(clientX, clientY).find((each) => each instanceof HTMLElement && each.dataset.place);
  const [posx, posy] = ((cell as HTMLElement | undefined)?.dataset.place ?? "").split(" ").map(Number);
  return posx === undefined || posy === undefined ? null : { posx, posy };
}

function Mood({ mood }: { mood: Placed }) {
  const shift = useSignal<{ x: number; y: number } | null>(null);
  const start = useRef({ x: 0, y: 0 });
  const end = (event: PointerEvent) => {
    const to = shift.value && event.type === "pointerup" ? placeAt(event) : null;
    shift.value = null;
    if (to) void put(mood.id, to);
  };
  return (
    <button
      class="mood-piece"
      type="button"
      aria-label={t.settings.moodAt(mood.name, mood.posx + 1, mood.posy + 1)}
      aria-describedby="mood-keys"
      data-moving={shift.value !== null}
      data-testid="mood-piece"
      style={shift.value ? { transform: `translate(${shift.value.x}px, ${shift.value.y}px)` } : undefined}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, y: event.clientY };
        shift.value = { x: 0, y: 0 };
      }}
      onPointerMove={(event) => {
        if (shift.value) shift.value = { x: event.clientX - start.current.x, y: event.clientY - start.current.y };
      }}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={(event) => {
        const step = STEPS[event.key];
        if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        event.stopPropagation();
        const along = document.documentElement.dir === "rtl" ? -step.posx : step.posx;
        void put(mood.id, { posx: mood.posx + along, posy: mood.posy + step.posy });
      }}
    >
      <span class="mood-piece-icon" aria-hidden="true">
        <MoodIcon tag={mood} />
      </span>
      <span class="mood-piece-name">{mood.name}</span>
    </button>
  );
}

export function MoodGridSettings() {
  const moods = placed(allTags.value.moods);
  if (moods.length === 0) return null;
  const places = Array.from({ length: rowsOf(moods) * COLUMNS }, (_, place) => ({ posx: place % COLUMNS, posy: Math.floor(place / COLUMNS) }));
  return (
    <Section title={t.settings.moodGrid} text={t.settings.moodGridText}>
      <p class="unseen" id="mood-keys">
        {t.settings.moodKeys}
      </p>
      <div class="mood-board" style={{ "--columns": String(COLUMNS) }}>
        {places.map((place) => (
          <div key={`${place.posx} ${place.posy}`} class="mood-place" data-place={`${place.posx} ${place.posy}`} style={{ gridColumn: String(place.posx + 1), gridRow: String(place.posy + 1) }} />
        ))}
        {moods.map((mood) => (
          <div key={mood.id} class="mood-stand" style={{ gridColumn: String(mood.posx + 1), gridRow: String(mood.posy + 1) }}>
            <Mood mood={mood} />
          </div>
        ))}
      </div>
    </Section>
  );
}
