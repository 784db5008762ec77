/** What a household says about an album: its genres, its colors, and whether it is shown at all. */
import { EyeOff, RotateCcw } from "lucide";
import { useEffect, useState } from "preact/hooks";

import type { AlbumView, Tag } from "../api/types";
import { Dialog } from "../components/Dialog";
import { Icon } from "../components/Icon";
import { formatNumber } from "../i18n/format";
import { t } from "../i18n/language";
import { navigate } from "../router/router";
import { pathTo } from "../router/routes";
import { Genres } from "../song/SongTags";
import { tell } from "../state/messages";
import { spell } from "../state/names";
import { attempt } from "../state/useAnswer";
import { contrast } from "../theme/colors";
import { paintRoom } from "../theme/room";

const COLORS = ["bgcolor", "fgcolor", "hlcolor"] as const;
type Colors = Record<(typeof COLORS)[number], string>;

/** WCAG 2.2: what text needs against its background. */
const READABLE = 4.5;

function colorsOf({ bgcolor, fgcolor, hlcolor }: Colors): Colors {
  return { bgcolor, fgcolor, hlcolor };
}

function ColorFields({ colors, set }: { colors: Colors; set: (colors: Colors) => void }) {
  return (
    <div class="album-colors">
      {COLORS.map((name) => {
        const ratio = contrast(colors[name], colors.bgcolor);
        return (
          <label key={name} class="album-color">
            <input type="color" value={colors[name].toLowerCase()} onInput={(event) => set({ ...colors, [name]: event.currentTarget.value })} />
            <span>{t.albumEditor.colors[name]}</span>
            {name !== "bgcolor" && (
              <span class={ratio < READABLE ? "warning" : "quiet"}>{t.albumEditor.contrast(formatNumber(Math.round(ratio * 10) / 10), ratio < READABLE ? t.albumEditor.weak : t.albumEditor.fine)}</span>
            )}
          </label>
        );
      })}
    </div>
  );
}

async function hide({ album }: AlbumView): Promise<void> {
  if (!(await attempt("HideAlbum", { albumid: album.id, hide: true }))) return;
  navigate(pathTo.albums);
  tell(t.albumEditor.hidden(spell(album.name)), { label: t.playlists.undo, act: () => void attempt("HideAlbum", { albumid: album.id, hide: false }) });
}

export function AlbumEditor({ view, close }: { view: AlbumView; close: () => void }) {
  const { album, tags } = view;
  const [colors, setColors] = useState(() => colorsOf(album));
  const changed = COLORS.filter((name) => colors[name].toLowerCase() !== album[name].toLowerCase());
  // The whole page shows what is being chosen, and goes back when it is not kept.
  useEffect(() => paintRoom({ ...album, ...colors }), [colors]);
  useEffect(() => () => paintRoom(album), [album]);
  const save = async () => {
    for (const colorname of changed) if (!(await attempt("SetAlbumColor", { albumid: album.id, colorname, color: colors[colorname] }))) return;
    close();
  };
  const tag = (name: "SetAlbumTag" | "RemoveAlbumTag") => ({ id: tagid }: Tag) => void attempt(name, { albumid: album.id, tagid });
  return (
    <Dialog title={t.albumEditor.title} close={close}>
      <div class="album-editor" data-testid="album-editor">
        <h3>{t.settings.genres}</h3>
        <Genres tags={tags} give={tag("SetAlbumTag")} take={tag("RemoveAlbumTag")} editable />
        <h3>{t.albumEditor.colorsTitle}</h3>
        <ColorFields colors={colors} set={setColors} />
        <div class="album-actions">
          <button class="button primary" type="button" disabled={changed.length === 0} onClick={() => void save()}>
            {t.song.save}
          </button>
          <button class="button quiet-button" type="button" disabled={changed.length === 0} onClick={() => setColors(colorsOf(album))}>
            <Icon node={RotateCcw} size={16} />
            {t.albumEditor.reset}
          </button>
          <button class="button quiet-button" type="button" onClick={() => void hide(view)}>
            <Icon node={EyeOff} size={16} />
            {t.albumEditor.hide}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
