/** One recording on several albums, and its video: what else this song is. */
import { Clapperboard } from "lucide";

import { sentenceOf } from "../api/errors";
import { server } from "../api/server";
import type { Result } from "../api/types";
import { Icon } from "../components/Icon";
import { t } from "../i18n/language";
import { pathTo } from "../router/routes";
import { cinema } from "../state/cinema";
import { tell } from "../state/messages";
import { spell } from "../state/names";
import { position, track } from "../state/player";
import { useAnswer } from "../state/useAnswer";

type Twin = Result<"GetTwins">[number];

/** Goes on in the video where the song is, when it plays; else from its beginning. */
async function watch({ video, offset }: Twin, songid: number): Promise<void> {
  if (!video) return;
  try {
    const at = track.value?.song.id === songid ? Math.max(0, position.value + offset) : 0;
    const [found] = await server.request("GetSomeVideos", { videoids: [video.videoid] });
    if (found) cinema.value = { ...found, at };
  } catch (error) {
    tell(sentenceOf(error));
  }
}

export function Recording({ songid }: { songid: number }) {
  const recording = useAnswer("GetRecording", { songid }).value;
  const twins = (useAnswer("GetTwins", { songid }).value ?? []).filter(({ video }) => video !== null);
  const others = recording?.songs.filter((each) => each.songid !== songid) ?? [];
  if (others.length === 0 && twins.length === 0) return null;
  return (
    <section class="plate" data-testid="recording">
      <h2>{t.recording.title}</h2>
      {others.length > 0 && (
        <ul class="also-on">
          {others.map((other) => (
            <li key={other.songid}>
              <a href={pathTo.song(other.songid)}>
                <span class="queue-names">
                  <span class="queue-name">{spell(other.album)}</span>
                  <span class="queue-artist">
                    {spell(other.artist)} · {other.quality.codec.toUpperCase()}
                  </span>
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && recording && recording.totals.plays > 0 && <p class="quiet">{t.recording.together(recording.totals.plays)}</p>}
      {twins.map((twin) => (
        <button key={twin.video?.videoid} class="button" type="button" onClick={() => void watch(twin, songid)}>
          <Icon node={Clapperboard} size={18} />
          {t.recording.watch(spell(twin.video?.name ?? ""))}
        </button>
      ))}
    </section>
  );
}
