/** Answers chunk requests: has the frame cut, and hands it to the socket as soon as the socket has room. */
import type { FileReading } from "./fileworker";
import type { LocalFile } from "./model";

/** The part of the connection an upload needs. */
export interface FrameLine {
  readonly backlog: number;
  sendFrame: (frame: ArrayBuffer) => boolean;
}

interface Ready {
  taskid: string;
  frame: ArrayBuffer;
}

/** Above this many bytes in the socket frames wait, so that what a person clicks does not queue behind an album. */
const BACKLOG_LIMIT = 5 << 20;
/** Only a safety net: normally each answer of the server makes room known. */
const RETRY_INTERVAL = 200;

export class ChunkSender {
  readonly #line: FrameLine;
  readonly #reading: Pick<FileReading, "frame">;
  readonly #onUnreadable: (file: LocalFile, error: unknown) => void;
  #ready: Ready[] = [];
  #era = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(line: FrameLine, reading: Pick<FileReading, "frame">, onUnreadable: (file: LocalFile, error: unknown) => void) {
    this.#line = line;
    this.#reading = reading;
    this.#onUnreadable = onUnreadable;
  }

  /** Sends `size` bytes of the file from `offset`, when there is room. */
  async send(file: LocalFile, taskid: string, offset: number, size: number): Promise<void> {
    const era = this.#era;
    try {
      const frame = await this.#reading.frame(file.file, taskid, offset, size);
      if (era === this.#era) this.#ready.push({ taskid, frame });
    } catch (error) {
      if (era === this.#era) this.#onUnreadable(file, error);
    }
    this.pump();
  }

  /** Hands frames to the socket while it has room. Called whenever the server was heard, for then it has taken something. */
  pump(): void {
    while (this.#ready.length > 0 && this.#line.backlog < BACKLOG_LIMIT) {
      const next = this.#ready.shift();
      if (next && !this.#line.sendFrame(next.frame)) {
        this.reset();
        return;
      }
    }
    if (this.#ready.length === 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.pump(), RETRY_INTERVAL);
  }

  /** Drops what waits for this task. */
  forget(taskid: string): void {
    this.#ready = this.#ready.filter((each) => each.taskid !== taskid);
  }

  /** Drops everything: the line is gone, and the server will ask again. */
  reset(): void {
    this.#era++;
    this.#ready = [];
    clearTimeout(this.#timer);
  }
}
