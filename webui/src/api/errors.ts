/** What a request can fail with: the server's word and sentence, or a lost connection. */

export class ServerError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = "ServerError";
    this.code = code;
  }
}

/** The connection broke while a request was under way that must not be sent twice. */
export class ConnectionLostError extends ServerError {
  constructor() {
    super("connectionlost", "connection lost");
    this.name = "ConnectionLostError";
  }
}

/** The sentence to show for anything that was thrown. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
