/** Reads files beside the page: computes their checksums and cuts them into frames, a slice at a time. */
import { BlockReader } from "./blocks";
import { makeFrame } from "./frames";
import { Sha1 } from "./sha1";
import type { FileAnswer, FileJob } from "./fileworker";

/** What this script needs of its surroundings; the page's own typings do not know workers. */
interface WorkerSurroundings {
  onmessage: ((event: MessageEvent<FileJob>) => void) | null;
  postMessage: (answer: FileAnswer, transfer?: Transferable[]) => void;
}

const surroundings = self as unknown as WorkerSurroundings;
const REPORT_INTERVAL = 100;
const canceled = new Set<number>();
const blocks = new BlockReader();

async function hash(id: number, file: File): Promise<void> {
  const sha = new Sha1();
  let reported = performance.now();
  let bytes = 0;
  for await (const piece of file.stream()) {
    if (canceled.delete(id)) return;
    sha.update(piece);
    bytes += piece.length;
    if (performance.now() - reported > REPORT_INTERVAL) {
      reported = performance.now();
      surroundings.postMessage({ id, kind: "progress", bytes });
    }
  }
  surroundings.postMessage({ id, kind: "digest", digest: sha.digest() });
}

async function frame(job: FileJob & { kind: "frame" }): Promise<void> {
  const payload = await blocks.read(job.taskid, job.file, job.offset, job.size);
  if (payload.length < job.size) throw new Error("The file became shorter while it was sent.");
  const buffer = makeFrame(job.taskid, job.offset, payload);
  surroundings.postMessage({ id: job.id, kind: "frame", frame: buffer }, [buffer]);
}

async function work(job: FileJob): Promise<void> {
  if (job.kind === "cancel") {
    canceled.add(job.id);
    return;
  }
  try {
    await (job.kind === "hash" ? hash(job.id, job.file) : frame(job));
  } catch (error) {
    surroundings.postMessage({ id: job.id, kind: "error", message: String(error) });
  }
}

surroundings.onmessage = (event) => void work(event.data);
