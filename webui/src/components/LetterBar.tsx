/** The initials of a long list at the edge of the screen: a click, or a finger drawn along it, leads to the first name with it. */
import type { Letter } from "../api/types";
import { t } from "../i18n/language";
import { roving } from "../keyboard/roving";
import { thinned } from "./gridlayout";

const ROOM_FOR = 27;

export function LetterBar({ letters, jump }: { letters: readonly Letter[]; jump: (index: number) => void }) {
  const shown = thinned(letters, ROOM_FOR);
  const drag = (event: PointerEvent) => {
    if (event.buttons === 0) return;
    const under = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>("[data-letter]");
    if (under?.dataset.letter !== undefined) jump(Number(under.dataset.letter));
  };
  return (
    <nav ref={roving} class="letters" aria-label={t.lists.letters} onPointerMove={drag}>
      {shown.map(({ letter, index }) => (
        <button
          key={index}
          type="button"
          class="letter"
          data-letter={index}
          aria-label={t.lists.letter(letter)}
          onPointerDown={(event) => event.currentTarget.releasePointerCapture(event.pointerId)}
          onClick={() => jump(index)}
        >
          {letter}
        </button>
      ))}
    </nav>
  );
}
