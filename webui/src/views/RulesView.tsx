/** The editor of playlists that follow rules: rules on one side, what they lead to on the other, at once. */
import { useEffect, useState } from "preact/hooks";

import { sentenceOf } from "../api/errors";
import { server } from "../api/server";
import type { Result, SmartRules } from "../api/types";
import { SongLine } from "../components/SongList";
import { RowsSkeleton } from "../components/Skeletons";
import { t } from "../i18n/language";
import { roving } from "../keyboard/roving";
import { navigate } from "../router/router";
import { pathTo } from "../router/routes";
import { complete, type Group, grouped } from "../rules/draft";
import { RuleGroup } from "../rules/RuleGroup";
import { catalogueVersion } from "../state/library";
import { tell } from "../state/messages";
import { useAnswer } from "../state/useAnswer";
import { MissingView } from "./MissingView";

type Order = NonNullable<SmartRules["order"]>;

const SHOWN = 30;
const PAUSE = 150;
const MOST_SONGS = 10_000;
const ORDERS = Object.keys({ library: 1, title: 1, release: 1, added: 1, lastplayed: 1, playcount: 1, likes: 1, playtime: 1, bpm: 1, energy: 1, loudness: 1, range: 1, key: 1, random: 1 } satisfies Record<Order, 1>) as Order[];

interface Draft {
  name: string;
  rule: Group;
  order: Order;
  descending: boolean;
  limit: number;
}

const FRESH: Draft = { name: "", rule: { match: "all", rules: [{ match: "flag", flag: "loved", value: true }] }, order: "library", descending: false, limit: 1000 };

function rulesOf({ rule, order, descending, limit }: Draft): SmartRules {
  return { rule: complete(rule), order, descending, limit: Math.min(Math.max(1, limit || 1), MOST_SONGS) };
}

function Preview({ rules }: { rules: SmartRules }) {
  const [preview, setPreview] = useState<Result<"PreviewSmartPlaylist"> | null>(null);
  const key = JSON.stringify(rules);
  const version = catalogueVersion.value;
  useEffect(() => {
    let shown = true;
    const timer = setTimeout(() => {
      server.request("PreviewSmartPlaylist", { rules, limit: SHOWN }).then(
        (answer) => {
          if (shown) setPreview(answer);
        },
        (error: unknown) => tell(sentenceOf(error)),
      );
    }, PAUSE);
    return () => {
      shown = false;
      clearTimeout(timer);
    };
  }, [key, version]);
  if (!preview) return <RowsSkeleton />;
  const hidden = Math.min(preview.matches, rules.limit ?? MOST_SONGS) - preview.entries.length;
  return (
    <section class="plate" aria-labelledby="preview" data-testid="preview">
      <h2 id="preview">
        <span role="status">{t.rules.found(preview.matches)}</span>
      </h2>
      <ol ref={roving}>
        {preview.entries.map((entry) => (
          <SongLine key={entry.song.id} placed={entry} />
        ))}
      </ol>
      {hidden > 0 && <p class="quiet">{t.inbox.moreFiles(hidden)}</p>}
    </section>
  );
}

function Ordering({ draft, set }: { draft: Draft; set: (draft: Draft) => void }) {
  return (
    <div class="rule-order">
      <label class="field">
        <span>{t.home.order}</span>
        <select class="cell" value={draft.order} onChange={(event) => set({ ...draft, order: event.currentTarget.value as Order })}>
          {ORDERS.map((order) => (
            <option key={order} value={order}>
              {t.rules.orders[order]}
            </option>
          ))}
        </select>
      </label>
      <label class="switch">
        <input type="checkbox" role="switch" checked={draft.descending} onChange={(event) => set({ ...draft, descending: event.currentTarget.checked })} />
        {t.songsView.turn}
      </label>
      <label class="field">
        <span>{t.rules.limit}</span>
        <input class="cell number" type="number" min={1} max={MOST_SONGS} value={draft.limit} onInput={(event) => set({ ...draft, limit: event.currentTarget.valueAsNumber })} />
      </label>
    </div>
  );
}

function Editor({ id, initial }: { id: number; initial: Draft }) {
  const [draft, set] = useState(initial);
  const save = async () => {
    const [name, rules] = [draft.name.trim() || t.rules.unnamed, rulesOf(draft)];
    try {
      if (id > 0) await server.request("UpdatePlaylist", { playlistid: id, name, rules });
      const saved = id > 0 ? id : (await server.request("CreatePlaylist", { name, rules })).id;
      navigate(pathTo.playlist(saved));
    } catch (error) {
      tell(sentenceOf(error));
    }
  };
  return (
    <div class="page rules-page" data-testid="rules-page">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <header class="section-head">
          <h1>{id > 0 ? draft.name || t.rules.unnamed : t.rules.title}</h1>
        </header>
        <label class="field rules-name">
          <span>{t.playlists.name}</span>
          <input type="text" maxLength={200} placeholder={t.rules.unnamed} value={draft.name} onInput={(event) => set({ ...draft, name: event.currentTarget.value })} />
        </label>
        <RuleGroup rule={draft.rule} change={(rule) => set({ ...draft, rule: grouped(rule) })} />
        <Ordering draft={draft} set={set} />
        <div class="album-actions">
          <button class="button primary large" type="submit">
            {t.song.save}
          </button>
          <a class="button large" href={id > 0 ? pathTo.playlist(id) : pathTo.playlists}>
            {t.settings.cancel}
          </a>
        </div>
      </form>
      <Preview rules={rulesOf(draft)} />
    </div>
  );
}

function Existing({ id }: { id: number }) {
  const { value, missing } = useAnswer("GetPlaylist", { playlistid: id, limit: 0 });
  if (missing) return <MissingView text={t.playlists.missing} />;
  if (!value) return <RowsSkeleton />;
  const { name, rules } = value.playlist;
  if (!rules) return <MissingView text={t.rules.byHand} />;
  const { rule, order = "library", descending = false, limit = FRESH.limit } = rules;
  return <Editor id={id} initial={{ name, rule: grouped(rule), order, descending, limit }} />;
}

export function RulesView({ id }: { id: number }) {
  return id > 0 ? <Existing id={id} /> : <Editor id={0} initial={FRESH} />;
}
