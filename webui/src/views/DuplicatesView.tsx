/** Songs that sound alike, both files side by side: which is better and why, and what a person decides. */
import { Check } from "lucide";
import { useEffect, useState } from "preact/hooks";

import { sentenceOf } from "../api/errors";
import { server } from "../api/server";
import type { Arguments, Result } from "../api/types";
import { Icon } from "../components/Icon";
import { formatBitrate, formatBytes, formatNumber, formatPercent, formatTime } from "../i18n/format";
import { t } from "../i18n/language";
import { roving } from "../keyboard/roving";
import { pathTo } from "../router/routes";
import { tell } from "../state/messages";
import { spell } from "../state/names";
import { tellChange } from "../state/undo";
import { useAnswer } from "../state/useAnswer";

type List = Result<"GetDuplicates">;
type Duplicate = List["duplicates"][number];
type Side = Duplicate["first"];
type DuplicateChoice = Arguments<"DecideDuplicate">["choice"];

function qualityOf({ quality }: Side): string {
  return [
    quality.codec.toUpperCase(),
    quality.bitrate > 0 ? formatBitrate(quality.bitrate) : "",
    `${formatNumber(quality.samplerate / 1000)} kHz`,
    quality.duration ? formatTime(quality.duration) : "",
    formatBytes(quality.filesize),
  ]
    .filter(Boolean)
    .join(" · ");
}

function File({ side, better }: { side: Side; better: boolean }) {
  return (
    <div class="twin" data-better={better}>
      <a class="change-title" href={pathTo.song(side.songid)}>
        {spell(side.name)}
      </a>
      <a class="queue-artist" href={pathTo.album(side.albumid)}>
        {spell(side.artist)} · {spell(side.album)}
      </a>
      <span class="time">{qualityOf(side)}</span>
      <bdi class="quiet twin-path">{side.path}</bdi>
      {better && (
        <span class="twin-better">
          <Icon node={Check} size={16} />
          {t.duplicates.better}
        </span>
      )}
    </div>
  );
}

/** The choices, the likely one first: when one file is better, its sound goes to the song that is kept. */
function choicesOf({ first, better }: Duplicate): { choice: DuplicateChoice; label: string }[] {
  const keep: { choice: DuplicateChoice; label: string }[] = [
    { choice: "keepboth", label: t.duplicates.keepBoth },
    { choice: "keepfirst", label: t.duplicates.keepFirst },
    { choice: "keepsecond", label: t.duplicates.keepSecond },
    { choice: "join", label: t.duplicates.join },
  ];
  if (better === null) return keep;
  return [...keep, better === first.songid ? { choice: "replacesecond", label: t.duplicates.replaceSecond } : { choice: "replacefirst", label: t.duplicates.replaceFirst }];
}

function Pair({ pair, decide }: { pair: Duplicate; decide: (choice: DuplicateChoice) => void }) {
  const names = `${spell(pair.first.name)}, ${spell(pair.second.name)}`;
  return (
    <li class="plate pair" aria-label={names} data-testid="duplicate">
      <p class="quiet">{pair.identical ? t.duplicates.identical : `${t.duplicates.verdicts[pair.verdict]} · ${t.duplicates.alike(formatPercent(pair.score))}`}</p>
      <div class="twins">
        <File side={pair.first} better={pair.better === pair.first.songid} />
        <File side={pair.second} better={pair.better === pair.second.songid} />
      </div>
      {pair.reasons.length > 0 && (
        <ul class="pair-reasons">
          {pair.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      <div class="pair-ways" role="group" aria-label={t.duplicates.decide(names)}>
        {choicesOf(pair).map(({ choice, label }) => (
          <button key={choice} class="button" type="button" onClick={() => decide(choice)}>
            {label}
          </button>
        ))}
      </div>
    </li>
  );
}

const PAGE = 50;
/** So many pairs the server tells at once. Those behind come up when some are decided. */
const MOST = 500;

export function DuplicatesView() {
  const [limit, setLimit] = useState(PAGE);
  const { value, missing, assume, reload } = useAnswer("GetDuplicates", { limit });
  useEffect(() => server.on("news", ({ subject }) => subject === "Recordings" && reload()), []);
  const decide = async (pair: Duplicate, choice: DuplicateChoice) => {
    const before = value;
    if (!before) return;
    assume({ total: before.total - 1, duplicates: before.duplicates.filter((each) => each !== pair) });
    try {
      const changeid = await server.request("DecideDuplicate", { first: pair.first.songid, second: pair.second.songid, choice });
      tellChange(t.duplicates.decided, [changeid], reload);
      reload();
    } catch (error) {
      assume(before);
      tell(sentenceOf(error));
    }
  };
  return (
    <div class="page narrow">
      <header class="section-head">
        <h1>{t.duplicates.title}</h1>
      </header>
      <p class="quiet" role="status">
        {value && (value.total === 0 ? t.duplicates.none : t.duplicates.pairs(value.total))}
        {missing && !value && t.error.text}
      </p>
      <ol ref={roving} class="pairs" aria-busy={!value && !missing}>
        {value?.duplicates.map((pair) => <Pair key={`${pair.first.songid} ${pair.second.songid}`} pair={pair} decide={(choice) => void decide(pair, choice)} />)}
      </ol>
      {value && value.duplicates.length < value.total && limit < MOST && (
        <button class="button" type="button" onClick={() => setLimit(limit + PAGE)}>
          {t.duplicates.more}
        </button>
      )}
    </div>
  );
}
