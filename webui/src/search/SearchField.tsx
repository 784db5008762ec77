/** The search on top of the stage: `/` leads to it, results unfold below it as one types. */
import { Search, X } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";

import { Cover } from "../components/Cover";
import { Icon } from "../components/Icon";
import { withMenu } from "../components/Menu";
import { t } from "../i18n/language";
import { TYPING } from "../keyboard/shortcuts";
import { heroShown } from "../player/hero";
import { navigate } from "../router/router";
import { pathTo } from "../router/routes";
import { albumMenu, songMenu } from "../state/actions";
import { spell } from "../state/names";
import { cinema } from "../state/cinema";
import { playSongs } from "../state/player";
import { wear } from "../theme/room";
import { ListenButton } from "./ListenButton";
import { Marked } from "./Marked";
import { type Hit, KINDS, nameOf } from "./matching";
import { hits, searched, text, type } from "./search";

function open(hit: Hit): void {
  if (hit.kind === "artist") navigate(pathTo.artist(hit.artist.id));
  else if (hit.kind === "album") navigate(pathTo.album(hit.album.id));
  else if (hit.kind === "video") cinema.value = hit;
  else playSongs([hit]);
}

function coverOf(hit: Hit) {
  if (hit.kind === "video") return <Cover artworkpath={hit.video.thumbnailfile} name={spell(hit.video.name)} sizes="160px" eager />;
  const album = hit.kind === "artist" ? hit.albums[0] : hit.album;
  return <Cover artworkpath={album?.artworkpath ?? ""} name={spell(nameOf(hit))} sizes="160px" eager />;
}

function secondOf(hit: Hit): string {
  if (hit.kind === "artist") return t.albums(hit.albums.length);
  if (hit.kind === "album") return [spell(hit.artist.name), hit.album.release > 0 ? String(hit.album.release) : ""].filter(Boolean).join(" · ");
  if (hit.kind === "video") return spell(hit.artist.name);
  return `${spell(hit.artist.name)} · ${spell(hit.album.name)}`;
}

function menuOf(hit: Hit) {
  if (hit.kind === "artist" || hit.kind === "video") return {};
  return withMenu(() => (hit.kind === "album" ? albumMenu(hit) : songMenu(hit)));
}

function Option({ hit, chosen, best = false, choose }: { hit: Hit; chosen: boolean; best?: boolean; choose: (hit: Hit) => void }) {
  const style = best && "album" in hit ? wear(hit.album) : undefined;
  return (
    <li
      id={`hit-${hit.key}`}
      class={`hit ${best ? "hit-best" : ""}`}
      role="option"
      aria-selected={chosen}
      style={style}
      data-testid="hit"
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => choose(hit)}
      {...menuOf(hit)}
    >
      {coverOf(hit)}
      <span class="queue-names">
        {best && <span class="queue-label">{t.search.best}</span>}
        <span class="queue-name">
          <Marked typed={searched.value} name={spell(nameOf(hit))} />
        </span>
        <span class="queue-artist">{secondOf(hit)}</span>
      </span>
    </li>
  );
}

interface ResultsProps {
  active: number;
  choose: (hit: Hit) => void;
  showAll: () => void;
}

function Results({ active, choose, showAll }: ResultsProps) {
  const [best, ...rest] = hits.value;
  const chosen = hits.value[active];
  if (!best) {
    return searched.value === "" ? null : (
      <div class="results">
        <p class="quiet results-none">{t.search.none(searched.value)}</p>
      </div>
    );
  }
  return (
    <div class="results" data-testid="results">
      <div id="results" role="listbox" aria-label={t.search.results}>
        <ul role="presentation">
          <Option hit={best} chosen={chosen === best} best choose={choose} />
        </ul>
        {KINDS.map((kind) => {
          const group = rest.filter((hit) => hit.kind === kind);
          return (
            group.length > 0 && (
              <ul key={kind} class="results-group" role="group" aria-label={t.search.kinds[kind]}>
                <li class="results-title" role="presentation">
                  {t.search.kinds[kind]}
                </li>
                {group.map((hit) => (
                  <Option key={hit.key} hit={hit} chosen={chosen === hit} choose={choose} />
                ))}
              </ul>
            )
          );
        })}
      </div>
      <button class="button quiet-button results-all" type="button" tabIndex={-1} onPointerDown={(event) => event.preventDefault()} onClick={showAll}>
        {t.search.all}
        <kbd>{t.search.allKey}</kbd>
      </button>
    </div>
  );
}

export function SearchField() {
  const field = useRef<HTMLInputElement>(null);
  const opener = useRef<HTMLElement | null>(null);
  const [focused, setFocused] = useState(false);
  const [active, setActive] = useState(0);
  const count = hits.value.length;
  const shown = focused && text.value.trim() !== "";
  useEffect(() => setActive(0), [searched.value]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || (event.target as Element).closest(`${TYPING}, dialog`) || heroShown.value) return;
      event.preventDefault();
      opener.current = document.activeElement === document.body ? null : (document.activeElement as HTMLElement | null);
      field.current?.focus();
      field.current?.select();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  const close = () => {
    type("");
    (opener.current?.isConnected ? opener.current : document.querySelector<HTMLElement>("main"))?.focus({ preventScroll: true });
  };
  const choose = (hit: Hit) => {
    open(hit);
    close();
  };
  const showAll = () => {
    const wanted = text.value.trim();
    close();
    if (wanted) navigate(pathTo.search(wanted));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const hit = hits.value[active];
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.shiftKey) showAll();
    else if (event.key === "Enter" && hit) choose(hit);
    else if (step !== undefined && count > 0) {
      const to = (active + step + count) % count;
      setActive(to);
      document.getElementById(`hit-${hits.value[to]?.key}`)?.scrollIntoView({ block: "nearest" });
    } else return;
    event.preventDefault();
  };
  const current = hits.value[active];
  return (
    <search class="search">
      <Icon node={Search} size={18} />
      <input
        ref={field}
        class="search-input"
        type="text"
        role="combobox"
        aria-label={t.search.label}
        aria-expanded={shown && count > 0}
        aria-controls="results"
        aria-autocomplete="list"
        aria-activedescendant={shown && current ? `hit-${current.key}` : undefined}
        placeholder={t.search.placeholder}
        autocomplete="off"
        spellcheck={false}
        enterkeyhint="search"
        value={text.value}
        data-testid="search"
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onFocus={() => setFocused(true)}
        onBlur={() => {
          setFocused(false);
          // Whoever came by Tab or by a click goes on from the stage.
          opener.current = null;
        }}
      />
      {text.value === "" ? (
        <kbd class="search-key" aria-hidden="true">
          /
        </kbd>
      ) : (
        <button class="icon-button" type="button" aria-label={t.search.clear} onClick={close}>
          <Icon node={X} size={16} />
        </button>
      )}
      {text.value === "" && <ListenButton />}
      <span class="unseen" role="status">
        {shown && searched.value !== "" ? t.search.found(count) : ""}
      </span>
      {shown && <Results active={active} choose={choose} showAll={showAll} />}
    </search>
  );
}
