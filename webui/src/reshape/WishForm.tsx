/** The fields of a wish: names to type, something to choose, songs to tick. */
import { server } from "../api/server";
import { useFetched } from "../views/useFetched";
import { t } from "../i18n/language";
import { fetchAlbum } from "../state/library";
import { spell } from "../state/names";
import { songsOf } from "../state/player";
import { type Act, type Fields, FIELDS, type Target } from "./wishes";

interface WishFormProps {
  act: Act;
  target: Target;
  fields: Fields;
  set: (change: Partial<Fields>) => void;
}

const NUMBERS = new Set<keyof Fields>(["year", "number", "disc"]);

/** Artists or albums of the same artist, each with its id, without the one it is about. */
async function fetchOthers(act: Act, target: Target): Promise<[number, string][]> {
  if (act === "mergeartists") {
    const artists = await server.request("GetArtists", {});
    return artists.filter(({ id }) => id !== target.artist.id).map(({ id, name }) => [id, spell(name)]);
  }
  const own = target.kind === "artist" ? 0 : target.album.id;
  const [found] = await server.request("GetSomeArtists", { artistids: [target.artist.id] });
  return (found?.albums ?? []).filter(({ id }) => id !== own).map(({ id, name, release }) => [id, release > 0 ? `${spell(name)} (${release})` : spell(name)]);
}

function Others({ act, target, fields, set }: WishFormProps) {
  const others = useFetched(target.artist.id, () => fetchOthers(act, target));
  return (
    <label class="field select">
      <span>{t.reshape.fields.partner}</span>
      <select value={fields.partner} required onChange={(event) => set({ partner: event.currentTarget.value })}>
        <option value="">{t.reshape.choose}</option>
        {others.state === "there" &&
          others.value.map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
      </select>
    </label>
  );
}

function Songs({ albumid, fields, set }: { albumid: number } & Pick<WishFormProps, "fields" | "set">) {
  const album = useFetched(albumid, fetchAlbum);
  const songs = album.state === "there" ? songsOf(album.value) : [];
  const toggle = (id: number) => set({ songids: fields.songids.includes(id) ? fields.songids.filter((each) => each !== id) : [...fields.songids, id] });
  return (
    <fieldset class="field reshape-songs">
      <legend>{t.reshape.fields.songids}</legend>
      {songs.map(({ song }) => (
        <label key={song.id} class="reshape-song">
          <input type="checkbox" checked={fields.songids.includes(song.id)} onChange={() => toggle(song.id)} />
          <bdi>{spell(song.name)}</bdi>
        </label>
      ))}
    </fieldset>
  );
}

export function WishForm(props: WishFormProps) {
  const { act, target, fields, set } = props;
  return (
    <>
      {(FIELDS[act] ?? []).map((name) => {
        if (name === "partner") return <Others key={`${act} ${name}`} {...props} />;
        if (name === "songids") return target.kind === "album" && <Songs key={name} albumid={target.album.id} fields={fields} set={set} />;
        return (
          <label key={name} class="field">
            <span>{t.reshape.fields[name]}</span>
            <input type="text" inputMode={NUMBERS.has(name) ? "numeric" : "text"} autocomplete="off" spellcheck={false} value={fields[name]} onInput={(event) => set({ [name]: event.currentTarget.value })} />
          </label>
        );
      })}
    </>
  );
}
