/** Why songs are said to be alike, in words. */
import type { SimilarSong } from "../api/types";
import { formatList } from "../i18n/format";
import { t } from "../i18n/language";

export function reasonsOf({ reasons }: SimilarSong): string {
  return formatList(reasons.map((reason) => t.song.aspects[reason]));
}
