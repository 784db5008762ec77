/** What this household thinks of a song: one click each. */
import { Ban, Heart, type IconNode, Smile, ThumbsDown, ThumbsUp } from "lucide";
import { useState } from "preact/hooks";

import type { SongView } from "../api/types";
import { Dialog } from "../components/Dialog";
import { Icon } from "../components/Icon";
import { formatNumber } from "../i18n/format";
import { t } from "../i18n/language";
import { roving } from "../keyboard/roving";
import { MoodButtons } from "../song/SongTags";
import { change, details, judge } from "../state/details";

interface FlagProps {
  label: string;
  icon: IconNode;
  pressed?: boolean;
  count?: number;
  class?: string;
  act: () => void;
}

function Flag({ label, icon, pressed, count = 0, class: className = "", act }: FlagProps) {
  return (
    <button class={`icon-button flag ${className}`} type="button" aria-label={label} title={label} aria-pressed={pressed} onClick={act}>
      <Icon node={icon} size={18} />
      {count > 0 && <span class="flag-count">{formatNumber(count)}</span>}
    </button>
  );
}

/** `all` adds what is needed less often. Without a view they are those of the current song. */
export function Flags({ all = false, view = details.value }: { all?: boolean; view?: SongView | null }) {
  const [choosing, setChoosing] = useState(false);
  if (!view) return <div class="flags" />;
  const { song } = view;
  return (
    <>
      <div ref={roving} class="flags" role="group" aria-label={t.flags.label}>
        <Flag label={t.flags.like} icon={ThumbsUp} count={song.likes} act={() => change(view, { statistic: "likes", modifier: "inc" })} />
        <Flag class="flag-dislike" label={t.flags.dislike} icon={ThumbsDown} count={song.dislikes} act={() => change(view, { statistic: "dislikes", modifier: "inc" })} />
        <Flag label={t.flags.love} icon={Heart} pressed={song.favorite === 1} act={() => judge(view, "love")} />
        {all && <Flag label={t.flags.hate} icon={Ban} pressed={song.favorite === -1} act={() => judge(view, "hate")} />}
        {!all && <Flag label={t.flags.moods} icon={Smile} act={() => setChoosing(true)} />}
      </div>
      {choosing && (
        <Dialog title={t.flags.moods} close={() => setChoosing(false)}>
          <MoodButtons view={view} />
        </Dialog>
      )}
    </>
  );
}
