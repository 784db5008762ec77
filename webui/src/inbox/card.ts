/** What one card of the inbox shows: an album on its way from somebody's disk to the shelf. */
import type { Task } from "../api/types";
import type { LocalFile, LocalGroup, SkippedFile } from "../upload/model";

export type Phase =
  | "waiting"
  | "reading"
  | "uploading"
  | "paused"
  | "offline"
  | "orphaned"
  | "examining"
  | "naming"
  | "moving"
  | "importing"
  | "artwork"
  | "done"
  | "failed"
  | "nothing";

/** A file on a card: what this device knows, what the server knows, or both. */
export interface CardFile {
  path: string;
  size: number;
  received: number;
  local: LocalFile | null;
  task: Task | null;
  failed: boolean;
  /** The sentence about what went wrong. */
  message: string | null;
}

export interface Card {
  /** Stays the same from the first byte to the finished album. */
  key: string;
  groupid: string | null;
  phase: Phase;
  title: string;
  artist: string | null;
  /** Bytes. */
  total: number;
  received: number;
  /** Share of the current phase, from 0 to 1; null where nobody knows. */
  progress: number | null;
  /** Bytes per second, and seconds. */
  speed: number;
  remaining: number | null;
  files: CardFile[];
  skipped: readonly SkippedFile[];
  group: LocalGroup | null;
  autopilot: boolean;
  /** For imports: the path of the album or video, and the album's id once it is known. */
  path: string | null;
  albumid: number | null;
  video: boolean;
  /** The failed import task. */
  task: Task | null;
}
