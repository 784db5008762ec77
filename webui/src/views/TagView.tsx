/** A genre, a subgenre or a mood: its albums, and all songs that have it. */
import { Play, Radio } from "lucide";

import type { Tag } from "../api/types";
import { AlbumStrip } from "../components/AlbumStrip";
import { Icon } from "../components/Icon";
import { RowsSkeleton } from "../components/Skeletons";
import { SongGrid } from "../components/SongGrid";
import { t } from "../i18n/language";
import { roving } from "../keyboard/roving";
import { pathTo } from "../router/routes";
import { playTag } from "../state/actions";
import { allTags } from "../state/details";
import { tagRadio } from "../state/radio";
import { useAlbums, useSongs } from "../state/shelves";
import { MissingView } from "./MissingView";
import { MoodIcon } from "./MoodIcon";

const SHOWN = 40;

function Related({ tag }: { tag: Tag }) {
  const { genres, subgenres } = allTags.value;
  const parent = genres.find(({ id }) => id === tag.parentid);
  const related = tag.parentid === null ? subgenres.filter(({ parentid }) => parentid === tag.id) : [parent, ...subgenres.filter(({ parentid, id }) => parentid === tag.parentid && id !== tag.id)];
  const shown = related.filter((each) => each !== undefined);
  if (shown.length === 0) return null;
  return (
    <ul ref={roving} class="chips">
      {shown.map((each) => (
        <li key={each.id}>
          <a class="chip" href={pathTo.tag(each.id)}>
            {each.name}
          </a>
        </li>
      ))}
    </ul>
  );
}

export function TagView({ id }: { id: number }) {
  const { genres, subgenres, moods } = allTags.value;
  const tag = [...genres, ...subgenres, ...moods].find((each) => each.id === id);
  const albums = useAlbums({ order: "added", descending: true, tagid: id, limit: SHOWN });
  const songs = useSongs({ rule: { match: "tag", tagid: id }, order: "library" });
  const count = songs.ids.value?.length;
  if (!tag) return genres.length + moods.length === 0 ? <RowsSkeleton /> : <MissingView />;
  return (
    <div class="page" data-testid="tag-page">
      <header class="album-head">
        <h1>
          <MoodIcon tag={tag} /> {tag.name}
        </h1>
        <p class="album-facts">{count === undefined ? "\u00a0" : t.songs(count)}</p>
        <div class="album-actions">
          <button class="button primary large" type="button" disabled={!count} onClick={() => void playTag(tag)}>
            <Icon node={Play} size={20} />
            {t.lists.shuffle}
          </button>
          <button class="button large" type="button" disabled={!count} onClick={() => tagRadio(tag)}>
            <Icon node={Radio} size={20} />
            {t.radio.start}
          </button>
        </div>
        <Related tag={tag} />
      </header>
      <AlbumStrip id="tag-albums" title={t.artist.albums} albums={(albums.ids.value ?? []).flatMap((_, index) => albums.at(index) ?? [])} />
      {count !== 0 && <h2 class="list-title">{t.nav.songs}</h2>}
      {songs.ids.value === null && <RowsSkeleton />}
      {count === 0 && <p class="quiet">{t.lists.nothing}</p>}
      <SongGrid shelf={songs} label={t.nav.songs} />
    </div>
  );
}
