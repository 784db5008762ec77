/** The playlists of the household, and a field to begin one. */
import { FileInput, ListMusic, Plus, Sparkles } from "lucide";
import { useState } from "preact/hooks";

import { sentenceOf } from "../api/errors";
import { server } from "../api/server";
import { Icon } from "../components/Icon";
import { formatPlaytime } from "../i18n/format";
import { t } from "../i18n/language";
import { roving } from "../keyboard/roving";
import { pathTo } from "../router/routes";
import { spell } from "../state/names";
import { tell } from "../state/messages";
import { playlists } from "../state/playlists";
import { attempt } from "../state/useAnswer";

function NewPlaylist() {
  const [name, setName] = useState("");
  const create = async () => {
    if (name.trim() && (await attempt("CreatePlaylist", { name: name.trim() }))) setName("");
  };
  return (
    <form
      class="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <input class="cell" type="text" aria-label={t.playlists.name} placeholder={t.playlists.create} value={name} onInput={(event) => setName(event.currentTarget.value)} />
      <button class="button" type="submit" disabled={!name.trim()}>
        <Icon node={Plus} size={18} />
        {t.settings.add}
      </button>
    </form>
  );
}

/** Takes M3U files in, and says which of their songs are not here. */
async function takeIn(files: FileList | null): Promise<void> {
  for (const file of files ?? []) {
    try {
      const { playlist, found, missing } = await server.request("ImportPlaylist", { content: await file.text(), name: file.name.replace(/\.m3u8?$/i, "") });
      tell(missing.length > 0 ? t.playlists.takenPartly(playlist.name, found, missing.length) : t.playlists.taken(playlist.name));
    } catch (error) {
      tell(sentenceOf(error));
    }
  }
}

function FileIn() {
  return (
    <label class="button file-in">
      <Icon node={FileInput} size={18} />
      {t.playlists.takeIn}
      <input class="unseen" type="file" accept=".m3u,.m3u8" multiple data-testid="playlist-input" onChange={(event) => void takeIn(event.currentTarget.files)} />
    </label>
  );
}

export function PlaylistsView() {
  const all = playlists.value;
  return (
    <div class="page narrow">
      <header class="section-head">
        <h1>{t.playlists.title}</h1>
      </header>
      <div class="playlist-makers">
        <NewPlaylist />
        <a class="button" href={pathTo.rules(0)}>
          <Icon node={Sparkles} size={18} />
          {t.rules.title}
        </a>
        <FileIn />
      </div>
      {all.length === 0 && (
        <div class="empty">
          <p>{t.playlists.none}</p>
          <p class="quiet">{t.playlists.noneText}</p>
        </div>
      )}
      <ul ref={roving} class="plate">
        {all.map(({ id, name, rules, songs, playtime }) => (
          <li key={id}>
            <a class="playlist" href={pathTo.playlist(id)}>
              <Icon node={rules ? Sparkles : ListMusic} size={22} />
              <span class="queue-names">
                <span class="playlist-name">{spell(name)}</span>
                <span class="queue-artist">
                  {[rules ? t.playlists.smart : "", songs === null ? "" : t.songs(songs), playtime ? formatPlaytime(playtime) : ""].filter(Boolean).join(" · ")}
                </span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
