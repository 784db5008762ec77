/** What this household thinks of a song: one click each. */
import { Ban, Heart, type IconNode, Smile, ThumbsDown, ThumbsUp } from "lucide";
import { useState } from "preact/hooks";

import type { SongView } from "../api/types";
import { Dialog } from "../components/Dialog";
import { Icon } from "../components/Icon";
import { formatNumber } from "../i18n/format";
import { t } from "../i18n/language";
import { allTags, change, details, hasTag, judge, toggleMood } from "../state/details";

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

export function MoodButtons({ view }: { view: SongView }) {
  const moods = allTags.value.moods;
  if (moods.length === 0) return <p class="quiet">{t.flags.noMoods}</p>;
  return (
    <div class="moods" role="group" aria-label={t.flags.moods}>
      {moods.map((mood) => (
        <button key={mood.id} class="mood" type="button" aria-pressed={hasTag(view, mood)} onClick={() => toggleMood(view, mood)}>
          {/* Old collections hold pieces of HTML here; they are not shown. */}
          {mood.icon && !mood.icon.includes("<") && <span aria-hidden="true">{mood.icon}</span>}
          {mood.name}
        </button>
      ))}
    </div>
  );
}

/** `all` adds what is needed less often. */
export function Flags({ all = false }: { all?: boolean }) {
  const [choosing, setChoosing] = useState(false);
  const view = details.value;
  if (!view) return <div class="flags" />;
  const { song } = view;
  return (
    <div class="flags" role="group" aria-label={t.flags.label}>
      <Flag label={t.flags.like} icon={ThumbsUp} count={song.likes} act={() => change(view, { statistic: "likes", modifier: "inc" })} />
      <Flag class="flag-dislike" label={t.flags.dislike} icon={ThumbsDown} count={song.dislikes} act={() => change(view, { statistic: "dislikes", modifier: "inc" })} />
      <Flag label={t.flags.love} icon={Heart} pressed={song.favorite === 1} act={() => judge(view, "love")} />
      {all && <Flag label={t.flags.hate} icon={Ban} pressed={song.favorite === -1} act={() => judge(view, "hate")} />}
      {!all && <Flag label={t.flags.moods} icon={Smile} act={() => setChoosing(true)} />}
      {choosing && (
        <Dialog title={t.flags.moods} close={() => setChoosing(false)}>
          <MoodButtons view={view} />
        </Dialog>
      )}
    </div>
  );
}
