/** The sign of a mood. */
import type { Tag } from "../api/types";

/** Old collections hold pieces of HTML here; they are not shown. */
export function MoodIcon({ tag }: { tag: Tag }) {
  return tag.icon && !tag.icon.includes("<") ? <span aria-hidden="true">{tag.icon}</span> : null;
}
