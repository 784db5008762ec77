/** The book of open questions: who waits for which answer, and which question may be asked again. */
import { ConnectionLostError, ServerError } from "./errors";
import { encodePacket, passOf, type Packet } from "./packets";

interface OpenRequest {
  text: string;
  repeatable: boolean;
  sent: boolean;
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
}

/** Functions beside getters that do the same when they are called twice. */
const REPEATABLE = new Set(["Bounce", "Search", "LoadRandyConfiguration", "LoadWebUIConfiguration", "PreviewSmartPlaylist", "InitiateUpload", "AnnotateUpload", "PreviewIntegration", "RemoveUpload", "RemoveUploads"]);

function isRepeatable(name: string): boolean {
  return name.startsWith("Get") || name.startsWith("Find") || REPEATABLE.has(name);
}

export class RequestBook {
  readonly #page: string;
  readonly #open = new Map<number, OpenRequest>();
  #next = 1;

  constructor(page: string) {
    this.#page = page;
  }

  get size(): number {
    return this.#open.size;
  }

  /** Notes a question down. `send` says whether it could be sent at once. */
  ask(name: string, parameters: unknown, send: (text: string) => boolean): Promise<unknown> {
    const id = this.#next++;
    const text = encodePacket("request", name, parameters, { id, page: this.#page });
    return new Promise((resolve, reject) => {
      this.#open.set(id, { text, repeatable: isRepeatable(name), sent: send(text), resolve, reject });
    });
  }

  /** Settles the question this packet answers. The first answer counts: an error is followed by an empty response. */
  settle(packet: Packet): void {
    const pass = passOf(packet);
    if (pass?.page !== this.#page) return;
    const request = this.#open.get(pass.id);
    if (!request) return;
    this.#open.delete(pass.id);
    if (packet.method === "error") {
      const reason = packet.arguments as { code?: string; message?: string } | null;
      request.reject(new ServerError(reason?.code ?? "internal", reason?.message ?? ""));
    } else {
      request.resolve(packet.arguments);
    }
  }

  /** The connection is gone: what must not be sent twice has failed, everything else waits for the next connection. */
  interrupt(): void {
    for (const [id, request] of [...this.#open]) {
      if (!request.sent) continue;
      if (request.repeatable) {
        request.sent = false;
      } else {
        this.#open.delete(id);
        request.reject(new ConnectionLostError());
      }
    }
  }

  /** Sends what waits, in the order it was asked. */
  resend(send: (text: string) => boolean): void {
    for (const request of this.#open.values()) {
      if (!request.sent) request.sent = send(request.text);
    }
  }
}
