/** The page's side of the workers that read files: promises instead of messages. */

export type FileJob =
  | { kind: "hash"; id: number; file: File }
  | { kind: "frame"; id: number; file: File; taskid: string; offset: number; size: number }
  | { kind: "cancel"; id: number };

export type FileAnswer =
  | { id: number; kind: "progress"; bytes: number }
  | { id: number; kind: "digest"; digest: string }
  | { id: number; kind: "frame"; frame: ArrayBuffer }
  | { id: number; kind: "error"; message: string };

/** What the upload engine asks of whoever reads files. */
export interface FileReading {
  /** The SHA-1 of a file. Rejects when the file cannot be read, or `signal` is aborted. */
  hash: (file: File, onProgress: (bytes: number) => void, signal: AbortSignal) => Promise<string>;
  /** The binary frame with `size` bytes of the file from `offset`. */
  frame: (file: File, taskid: string, offset: number, size: number) => Promise<ArrayBuffer>;
}

interface Waiting {
  settle: (answer: FileAnswer) => void;
  onProgress?: (bytes: number) => void;
}

class FileWorker {
  readonly #worker = new Worker(new URL("./files.worker.ts", import.meta.url), { type: "module" });
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;

  constructor() {
    this.#worker.onmessage = (event: MessageEvent<FileAnswer>) => this.#take(event.data);
  }

  #take(answer: FileAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    if (answer.kind === "progress") {
      waiting?.onProgress?.(answer.bytes);
      return;
    }
    this.#waiting.delete(answer.id);
    waiting?.settle(answer);
  }

  ask(makeJob: (id: number) => FileJob, onProgress?: (bytes: number) => void, signal?: AbortSignal): Promise<FileAnswer> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const settle = (answer: FileAnswer) => (answer.kind === "error" ? reject(new Error(answer.message)) : resolve(answer));
      this.#waiting.set(id, onProgress ? { settle, onProgress } : { settle });
      signal?.addEventListener("abort", () => {
        if (!this.#waiting.delete(id)) return;
        this.#worker.postMessage({ kind: "cancel", id } satisfies FileJob);
        reject(new DOMException("canceled", "AbortError"));
      });
      this.#worker.postMessage(makeJob(id));
    });
  }
}

/** Two workers: the next file is hashed while the current one is cut into frames. They start with the first file. */
export function makeFileReading(): FileReading {
  let hasher: FileWorker | undefined;
  let framer: FileWorker | undefined;
  return {
    async hash(file, onProgress, signal) {
      hasher ??= new FileWorker();
      const answer = await hasher.ask((id) => ({ kind: "hash", id, file }), onProgress, signal);
      return answer.kind === "digest" ? answer.digest : "";
    },
    async frame(file, taskid, offset, size) {
      framer ??= new FileWorker();
      const answer = await framer.ask((id) => ({ kind: "frame", id, file, taskid, offset, size }));
      return answer.kind === "frame" ? answer.frame : new ArrayBuffer(0);
    },
  };
}
