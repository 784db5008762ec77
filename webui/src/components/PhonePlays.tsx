/** What phones play at the moment; nothing while they do not. */
import { Smartphone } from "lucide";
import { useEffect } from "preact/hooks";

import { server } from "../api/server";
import { t } from "../i18n/language";
import { roving } from "../keyboard/roving";
import { pathTo } from "../router/routes";
import { spell } from "../state/names";
import { useAnswer } from "../state/useAnswer";
import { Icon } from "./Icon";

export function PhonePlays() {
  const { value, reload } = useAnswer("GetPhonePlays", {});
  useEffect(() => server.on("news", ({ event }) => event === "onPlaysChanged" && reload()), []);
  useEffect(() => {
    // An app that is closed says nothing; what it played ends by itself.
    const ends = (value ?? []).filter(({ isplaying }) => isplaying).map(({ song, position }) => song.playtime - position + 1);
    if (ends.length === 0) return undefined;
    const timer = setTimeout(reload, Math.max(1, Math.min(...ends)) * 1000);
    return () => clearTimeout(timer);
  }, [value]);
  if (!value?.length) return null;
  return (
    <nav ref={roving} class="chips" aria-label={t.phones.plays}>
      {value.map(({ device, song, album, artist }) => (
        <a key={device} class="chip" href={pathTo.album(album.id)}>
          <Icon node={Smartphone} size={18} />
          {device}: {spell(song.name)} – {spell(artist.name)}
        </a>
      ))}
    </nav>
  );
}
