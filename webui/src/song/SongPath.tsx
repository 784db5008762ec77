/** A way from one song to another in small steps: somebody names the other one, and sees what lies between. */
import { Play } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";

import { sentenceOf } from "../api/errors";
import { server } from "../api/server";
import type { FoundSong, Result, SongView } from "../api/types";
import { Cover } from "../components/Cover";
import { Icon } from "../components/Icon";
import { SongLine } from "../components/SongList";
import { formatPercent } from "../i18n/format";
import { t } from "../i18n/language";
import { roving } from "../keyboard/roving";
import { tell } from "../state/messages";
import { spell } from "../state/names";
import { playSongs } from "../state/player";
import { reasonsOf } from "./reasons";

type Way = Result<"GetSongPath">;

const LENGTH = 12;
const OFFERED = 6;
const PAUSE = 100;

/** A field that finds songs while one types. */
function SongField({ not, choose }: { not: number; choose: (song: FoundSong) => void }) {
  const [text, setText] = useState("");
  const [found, setFound] = useState<readonly FoundSong[]>([]);
  const [active, setActive] = useState(0);
  const asked = useRef(0);
  useEffect(() => {
    const turn = ++asked.current;
    const wanted = text.trim();
    if (wanted === "") {
      setFound([]);
      return;
    }
    const timer = setTimeout(() => {
      server.request("Find", { searchstring: wanted, limit: OFFERED }).then(
        ({ songs }) => {
          if (turn !== asked.current) return;
          setFound(songs.filter(({ song }) => song.id !== not));
          setActive(0);
        },
        () => undefined,
      );
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  const take = (song: FoundSong) => {
    setText("");
    setFound([]);
    choose(song);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = found[active];
    if (event.key === "Escape" && text !== "") setText("");
    else if (event.key === "Enter" && chosen) take(chosen);
    else if (step !== undefined && found.length > 0) setActive((active + step + found.length) % found.length);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="song-field">
      <input
        class="cell"
        type="text"
        role="combobox"
        aria-label={t.path.to}
        aria-expanded={found.length > 0}
        aria-controls="path-songs"
        aria-autocomplete="list"
        aria-activedescendant={found[active] ? `path-song-${found[active].song.id}` : undefined}
        placeholder={t.path.to}
        autocomplete="off"
        spellcheck={false}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <ul id="path-songs" role="listbox" aria-label={t.search.results} class="song-field-found" hidden={found.length === 0}>
        {found.map((each, index) => (
          <li
            key={each.song.id}
            id={`path-song-${each.song.id}`}
            class="hit"
            role="option"
            aria-selected={index === active}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(each)}
          >
            <Cover artworkpath={each.album.artworkpath} name={spell(each.album.name)} sizes="44px" />
            <span class="queue-names">
              <span class="queue-name">{spell(each.song.name)}</span>
              <span class="queue-artist">{spell(each.artist.name)}</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

export function SongPath({ view }: { view: SongView }) {
  const [way, setWay] = useState<Way | null>(null);
  const find = async (other: FoundSong) => {
    try {
      setWay(await server.request("GetSongPath", { startsongid: view.song.id, endsongid: other.song.id, length: LENGTH }));
    } catch (error) {
      tell(sentenceOf(error));
    }
  };
  return (
    <section class="plate" data-testid="song-path">
      <header class="plate-head">
        <h2>{t.path.title}</h2>
        {way && (
          <button class="button" type="button" onClick={() => playSongs(way)}>
            <Icon node={Play} size={16} />
            {t.path.play}
          </button>
        )}
      </header>
      <SongField not={view.song.id} choose={(other) => void find(other)} />
      {way && (
        <ol ref={roving} class="path-songs" aria-label={t.path.way(way.length)}>
          {way.map((step, index) => (
            <SongLine key={`${index} ${step.song.id}`} placed={step} end={index > 0 && <span title={reasonsOf(step)}>{formatPercent(step.similarity)}</span>} />
          ))}
        </ol>
      )}
    </section>
  );
}
