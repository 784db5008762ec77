/** All keys on one sheet. */
import { Dialog } from "../components/Dialog";
import { t } from "../i18n/language";
import { sheetShown } from "./shortcuts";

function Keys({ title, rows }: { title: string; rows: readonly (readonly [string, string])[] }) {
  return (
    <section class="shortcuts">
      <h3>{title}</h3>
      <dl>
        {rows.map(([keys, does]) => (
          <div key={keys}>
            <dt>
              {keys.split(" ").map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function ShortcutSheet() {
  if (!sheetShown.value) return null;
  const { keys } = t;
  return (
    <Dialog title={keys.title} close={() => (sheetShown.value = false)}>
      <div class="shortcut-sheet" data-testid="shortcuts">
        <Keys
          title={keys.music}
          rows={[
            [`${keys.space} k`, keys.play],
            ["← →", keys.seek],
            ["n p", keys.skip],
            ["+ − m", keys.volume],
            ["l", t.flags.like],
            ["f", t.flags.love],
            ["h", t.hero.open],
            ["q", t.queue.show],
          ]}
        />
        <Keys
          title={keys.places}
          rows={[
            ["/", t.search.label],
            ["g h", t.nav.home],
            ["g a", t.nav.albums],
            ["g r", t.nav.artists],
            ["g s", t.nav.songs],
            ["g m", t.nav.moods],
            ["g p", t.pages.playlists],
            ["g v", t.nav.videos],
            ["g t", t.pages.statistics],
            ["g i", t.nav.inbox],
            ["g e", t.pages.settings],
          ]}
        />
        <Keys
          title={keys.lists}
          rows={[
            ["↑ ↓", keys.move],
            ["← →", keys.inRow],
            [keys.endKeys, keys.ends],
            ["Enter", keys.open],
            [keys.menuKey, keys.menu],
            [keys.shiftKeys, keys.shift],
            [keys.takeKey, keys.take],
            ["z", keys.undo],
            ["Esc", keys.close],
            ["?", keys.title],
          ]}
        />
      </div>
    </Dialog>
  );
}
