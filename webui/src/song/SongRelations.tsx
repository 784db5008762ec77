/** Songs that go with a song: heard together by this household, and alike by their sound. */
import { signal } from "@preact/signals";
import { Link, Radio, Unlink } from "lucide";

import type { SongView } from "../api/types";
import { formatDecimal, formatPercent } from "../i18n/format";
import { t } from "../i18n/language";
import { roving } from "../keyboard/roving";
import { Icon } from "../components/Icon";
import { SongLine } from "../components/SongList";
import { useSimilar } from "../state/analysis";
import { tell } from "../state/messages";
import { songRadio } from "../state/radio";
import { spell } from "../state/names";
import { attempt, useAnswer } from "../state/useAnswer";
import { reasonsOf } from "./reasons";

const SHOWN = 12;

/** Counts up when songs were related by hand. */
const byHand = signal(0);

async function relate(songid: number, other: number, name: string): Promise<void> {
  if (!(await attempt("SetSongRelationship", { songid, relatedsongid: other }))) return;
  byHand.value++;
  tell(t.song.wasRelated(name));
}

export function HeardTogether({ songid }: { songid: number }) {
  const { value, assume, reload } = useAnswer("GetSongRelationship", { songid }, byHand.value);
  if (!value || value.songs.length === 0) return null;
  const songs = [...value.songs].sort((one, other) => other.weight - one.weight).slice(0, SHOWN);
  const cut = async (relatedsongid: number, name: string) => {
    assume({ ...value, songs: value.songs.filter(({ song }) => song.id !== relatedsongid) });
    if (await attempt("CutSongRelationship", { songid, relatedsongid })) tell(t.song.wasCut(name));
    else reload();
  };
  return (
    <section class="plate">
      <h2>{t.hero.related}</h2>
      <ol ref={roving}>
        {songs.map((related) => {
          const name = spell(related.song.name);
          return (
            <SongLine
              key={related.song.id}
              placed={related}
              end={t.song.together(formatDecimal(related.weight))}
              remove={{ label: t.song.cut(name), icon: <Icon node={Unlink} size={16} />, act: () => void cut(related.song.id, name) }}
            />
          );
        })}
      </ol>
    </section>
  );
}

export function Similar({ view }: { view: SongView }) {
  const songs = useSimilar(view.song.id);
  if (songs.length === 0) return null;
  return (
    <section class="plate" data-testid="similar">
      <header class="plate-head">
        <h2>{t.song.similar}</h2>
        <button class="button" type="button" onClick={() => songRadio(view)}>
          <Icon node={Radio} size={16} />
          {t.radio.start}
        </button>
      </header>
      <ol ref={roving}>
        {songs.map((found) => {
          const name = spell(found.song.name);
          const link = { label: t.song.relate(name), icon: <Icon node={Link} size={16} />, act: () => void relate(view.song.id, found.song.id, name) };
          return <SongLine key={found.song.id} placed={found} note={reasonsOf(found)} end={formatPercent(found.similarity)} remove={link} />;
        })}
      </ol>
    </section>
  );
}
