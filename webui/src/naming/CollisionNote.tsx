/** There is a file of this name already: both side by side, and what that means. */
import type { Collision, FileDetails } from "../api/types";
import { formatBitrate, formatBytes, formatTime } from "../i18n/format";
import { t } from "../i18n/language";

function Details({ label, details }: { label: string; details: FileDetails }) {
  const facts = [
    formatBytes(details.filesize),
    details.codec,
    details.bitrate > 0 ? formatBitrate(details.bitrate) : "",
    details.playtime > 0 ? formatTime(details.playtime) : "",
  ];
  return (
    <div class="collision-side">
      <strong>{label}</strong>
      <span class="collision-path">{details.path}</span>
      <span>{facts.filter(Boolean).join(" · ")}</span>
    </div>
  );
}

export function CollisionNote({ collision }: { collision: Collision }) {
  return (
    <div class="collision" data-identical={collision.identical} data-testid="collision">
      <p>{collision.identical ? t.naming.collisionSame : t.naming.collisionOther}</p>
      <Details label={t.naming.existing} details={collision.existing} />
      <Details label={t.naming.uploaded} details={collision.uploaded} />
    </div>
  );
}
