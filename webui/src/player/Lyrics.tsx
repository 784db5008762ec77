/** The words of a song: in time where the times are known, and then each line leads to its place; else as a text. */
import { useComputed } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import type { Result } from "../api/types";
import { t } from "../i18n/language";
import * as player from "../state/player";
import { useAnswer } from "../state/useAnswer";
import { lineAt } from "./sung";

type Line = Result<"GetSynchronizedLyrics">["lines"][number];

function Sung({ lines }: { lines: readonly Line[] }) {
  const box = useRef<HTMLOListElement>(null);
  const current = useComputed(() => lineAt(lines, player.position.value)).value;
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
          <button class="sung-line" type="button" aria-current={index === current ? "true" : undefined} onClick={() => player.seek(line.time)}>
            {line.text || "♪"}
          </button>
        </li>
      ))}
    </ol>
  );
}

export function Lyrics({ songid }: { songid: number }) {
  const timed = useAnswer("GetSynchronizedLyrics", { songid }).value;
  const plain = useAnswer("GetSongLyrics", { songid }).value;
  const lines = timed?.lines ?? [];
  const words = plain?.lyrics.trim() ?? "";
  if (lines.length === 0 && words === "") return null;
  return (
    <section class="hero-section">
      <h2>{t.hero.lyrics}</h2>
      {lines.length > 0 ? (
        <Sung lines={lines} />
      ) : (
        <p class="lyrics" dir="auto">
          {words}
        </p>
      )}
    </section>
  );
}
