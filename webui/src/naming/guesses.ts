/** What the server only guessed stays marked until a person has edited or approved it. */
import type { Proposal } from "../api/types";

/** The key of a field: of an album by its first file, of a file or video by its task. */
export function guessKey(taskid: string, field: string): string {
  return `${taskid} ${field}`;
}

/** All fields the proposal leaves open. */
export function guessesOf(proposal: Proposal): Set<string> {
  const keys = new Set<string>();
  const add = (taskid: string | undefined, fields: readonly string[]) => {
    for (const field of fields) keys.add(guessKey(taskid ?? "", field));
  };
  for (const album of proposal.albums) {
    add(album.files[0]?.taskid, album.open);
    for (const file of album.files) add(file.taskid, file.open);
  }
  for (const video of proposal.videos) add(video.taskid, video.open);
  return keys;
}
