/** What the engine knows about the files on this device. Mutable; the engine tells when something changed. */
import { sha1OfText } from "./sha1";
import type { SourceFile } from "./walk";

/**
 * `queued`: waits to be read. `reading`: its checksum is computed. `hashed`: waits to be sent. `sending`: the server asks for
 * it. `sent`: the server has it all. `failed`: see `message`.
 */
export type LocalState = "queued" | "reading" | "hashed" | "sending" | "sent" | "failed";

const PATH_HASH_DIGITS = 10;

/** Tells equal files at different places of a drop apart, however the system spells its accents. */
export function hashOfPath(path: string): string {
  return sha1OfText(path.normalize("NFC")).slice(0, PATH_HASH_DIGITS);
}

export class LocalFile {
  readonly path: string;
  readonly pathHash: string;
  file: File;
  state: LocalState = "queued";
  /** Bytes the checksum covers so far. */
  hashed = 0;
  checksum: string | null = null;
  message: string | null = null;

  constructor(source: SourceFile) {
    this.file = source.file;
    this.path = source.path;
    this.pathHash = hashOfPath(source.path);
  }

  get size(): number {
    return this.file.size;
  }

  /** Known when the checksum is. */
  get taskid(): string | null {
    return this.checksum && `${this.checksum}-${this.pathHash}`;
  }
}

/** A file the server would refuse, with the reason in a sentence. */
export interface SkippedFile {
  path: string;
  reason: string;
}

export class LocalGroup {
  readonly id: string;
  /** The folder the files come from; empty for loose files. */
  readonly folder: string;
  readonly files: LocalFile[];
  readonly skipped: SkippedFile[];
  readonly autopilot: boolean;
  /** The path of the album or video whose picture this is; null for music. */
  readonly artworkof: string | null;
  paused = false;

  constructor(id: string, folder: string, files: LocalFile[], skipped: SkippedFile[], autopilot: boolean, artworkof: string | null = null) {
    this.id = id;
    this.folder = folder;
    this.files = files;
    this.skipped = skipped;
    this.autopilot = autopilot;
    this.artworkof = artworkof;
  }

  /** The same files as a group that was never sent. What is known about their content stays known. */
  anew(): LocalGroup {
    const files = this.files.map(({ file, path, checksum }) => {
      const fresh = new LocalFile({ file, path });
      if (checksum) Object.assign(fresh, { checksum, state: "hashed", hashed: fresh.size });
      return fresh;
    });
    return new LocalGroup(makeGroupId(), this.folder, files, this.skipped, this.autopilot);
  }

  /** Differs whenever something about the group differs that one could see. */
  get fingerprint(): string {
    const files = this.files.map((file) => (file.state === "reading" ? String(file.hashed) : file.state));
    return [this.paused, this.skipped.length, ...files].join();
  }

  get done(): boolean {
    return this.files.every((file) => file.state === "sent");
  }
}

/** A random id for a group. Not a UUID, because browsers make those on secure pages only. */
export function makeGroupId(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
