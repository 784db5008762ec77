/** The words of a song: in time where the times are known, and then each line leads to its place; else as a text. */
import { useComputed } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import type { Result } from "../api/types";
import { t } from "../i18n/language";
import { roving } from "../keyboard/roving";
import * as player from "../state/player";
import { useAnswer } from "../state/useAnswer";
import { lineAt } from "./sung";

type Line = Result<"GetSynchronizedLyrics">["lines"][number];

function Sung({ lines, songid }: { lines: readonly Line[]; songid: number }) {
  const box = useRef<HTMLOListElement>(null);
  const current = useComputed(() => (player.track.value?.song.id === songid ? lineAt(lines, player.position.value) : -1)).value;
  useEffect(() => roving(box.current), []);
  useEffect(() => {
    const line = box.current?.children[current] as HTMLElement | undefined;
    if (!box.current || !line) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    box.current.scrollTo({ top: line.offsetTop - box.current.clientHeight / 3, behavior: calm ? "instant" : "smooth" });
  }, [current]);
  return (
    <ol ref={box} class="lyrics sung" dir="auto">
      {lines.map((line, index) => (
        <li key={index}>
          <button class="sung-line" type="button" aria-current={index === current ? "true" : undefined} disabled={player.track.value?.song.id !== songid} onClick={() => player.seek(line.time)}>
            {line.text || "♪"}
          </button>
        </li>
      ))}
    </ol>
  );
}

/** `bare` leaves the title to whoever shows it. */
export function Lyrics({ songid, bare = false }: { songid: number; bare?: boolean }) {
  const timed = useAnswer("GetSynchronizedLyrics", { songid }).value;
  const plain = useAnswer("GetSongLyrics", { songid }).value;
  const lines = timed?.lines ?? [];
  const words = plain?.lyrics.trim() ?? "";
  if (lines.length === 0 && words === "") return null;
  return (
    <section class="hero-section">
      {!bare && <h2>{t.hero.lyrics}</h2>}
      {lines.length > 0 ? (
        <Sung lines={lines} songid={songid} />
      ) : (
        <p class="lyrics" dir="auto">
          {words}
        </p>
      )}
    </section>
  );
}
