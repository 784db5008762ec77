/** The one line to the server: typed requests, events, and a connection that comes back by itself. */
import { signal, type ReadonlySignal } from "@preact/signals";

import { decodePacket, type News, newsOf, type Packet, taskNewsOf, type TaskEvent } from "./packets";
import { RequestBook } from "./requests";
import type { Arguments, FunctionName, Result, TaskNews } from "./types";

/** `refused`: the server is there but wants a password first. */
export type LineState = "connecting" | "open" | "waiting" | "refused";

export interface ConnectionEvents {
  /** The line is open; `again` when it was open before, so that everything shown must be fetched anew. */
  open: (again: boolean) => void;
  closed: () => void;
  task: (event: TaskEvent, news: TaskNews) => void;
  /** The catalogue changed. */
  refresh: () => void;
  /** Something else that all screens share changed. */
  news: (news: News) => void;
  /** The fresh answer of a getter, for all screens. */
  announced: (name: string, result: unknown) => void;
}

export interface ConnectionOptions {
  url: string;
  /** Asks whether this browser may connect; called after an upgrade failed. Rejects when the server cannot be reached. */
  admitted: () => Promise<boolean>;
  makeSocket?: (url: string) => WebSocket;
}

const FIRST_DELAY = 250;
const LONGEST_DELAY = 15_000;
const PATIENCE = 2000;
const ANSWER_LIMIT = 5000;

/** Milliseconds before attempt number `attempt` (from 0): doubling, with jitter so that many screens do not return at once. */
export function reconnectDelay(attempt: number, random: number): number {
  return Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** attempt) * (0.5 + random / 2);
}

export class Connection {
  readonly state: ReadonlySignal<LineState>;
  /** True when the line has been away for so long that a person should know. */
  readonly trouble: ReadonlySignal<boolean>;

  readonly #options: Required<ConnectionOptions>;
  readonly #state = signal<LineState>("connecting");
  readonly #trouble = signal(false);
  readonly #requests: RequestBook;
  readonly #listeners: { [E in keyof ConnectionEvents]: Set<ConnectionEvents[E]> } = {
    open: new Set(),
    closed: new Set(),
    task: new Set(),
    refresh: new Set(),
    news: new Set(),
    announced: new Set(),
  };
  #socket: WebSocket | null = null;
  #attempt = 0;
  #opened = false;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #troubleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = { makeSocket: (url) => new WebSocket(url), ...options };
    this.state = this.#state;
    this.trouble = this.#trouble;
    const random = crypto.getRandomValues(new Uint32Array(2));
    this.#requests = new RequestBook([...random].map((part) => part.toString(36)).join(""));
  }

  /** Bytes the browser has accepted but not yet handed to the network. */
  get backlog(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  on<E extends keyof ConnectionEvents>(event: E, listener: ConnectionEvents[E]): () => void {
    this.#listeners[event].add(listener);
    return () => this.#listeners[event].delete(listener);
  }

  /** Asks the server. Rejects with a ServerError; waits through a lost connection where asking twice does no harm. */
  request<N extends FunctionName>(name: N, parameters: Arguments<N>): Promise<Result<N>> {
    return this.#requests.ask(name, parameters, this.#send) as Promise<Result<N>>;
  }

  /** Sends a binary frame; false when there is no line. */
  sendFrame(frame: ArrayBuffer): boolean {
    if (this.#state.value !== "open" || !this.#socket) return false;
    this.#socket.send(frame);
    return true;
  }

  /** Connects for the first time, unless the server wants a password first: a refused socket is an ugly way to learn that. */
  async begin(): Promise<void> {
    const admitted = await this.#options.admitted().catch(() => true);
    if (this.#state.value !== "connecting" || this.#socket) return;
    if (admitted) this.connect();
    else this.#state.value = "refused";
  }

  /** Connects now, whatever was planned. */
  connect(): void {
    clearTimeout(this.#retryTimer);
    this.#drop();
    if (this.#state.value !== "open") this.#state.value = "connecting";
    this.#beginToWorry();
    const socket = this.#options.makeSocket(this.#options.url);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.#whenOpen();
    socket.onmessage = (event: MessageEvent<unknown>) => this.#read(event.data);
    socket.onclose = () => void this.#whenClosed();
    this.#socket = socket;
  }

  /** After the computer slept or the network changed: makes sure the line still carries, or builds a new one. */
  async probe(): Promise<void> {
    if (this.#state.value === "waiting") {
      this.connect();
      return;
    }
    if (this.#state.value !== "open") return;
    const socket = this.#socket;
    const timer = setTimeout(() => {
      if (this.#socket === socket && this.#state.value === "open") void this.#whenClosed();
    }, ANSWER_LIMIT);
    await this.request("Bounce", {});
    clearTimeout(timer);
  }

  readonly #send = (text: string): boolean => {
    if (this.#state.value !== "open" || !this.#socket) return false;
    this.#socket.send(text);
    return true;
  };

  #read(data: unknown): void {
    if (typeof data !== "string") return;
    const packet = decodePacket(data);
    if (!packet) return;
    const task = taskNewsOf(packet);
    if (task) {
      for (const listener of this.#listeners.task) listener(task.event, task.news);
    } else if (packet.fncname === "sys:refresh") {
      for (const listener of this.#listeners.refresh) listener();
    } else {
      this.#spread(packet);
      this.#requests.settle(packet);
    }
  }

  #spread(packet: Packet): void {
    const news = newsOf(packet);
    if (news) for (const listener of this.#listeners.news) listener(news);
    if (packet.method !== "broadcast" || packet.fncname === null) return;
    for (const listener of this.#listeners.announced) listener(packet.fncname, packet.arguments);
  }

  #whenOpen(): void {
    clearTimeout(this.#troubleTimer);
    this.#troubleTimer = undefined;
    this.#attempt = 0;
    this.#trouble.value = false;
    this.#state.value = "open";
    const again = this.#opened;
    this.#opened = true;
    this.#requests.resend(this.#send);
    for (const listener of this.#listeners.open) listener(again);
  }

  async #whenClosed(): Promise<void> {
    const wasOpen = this.#state.value === "open";
    this.#drop();
    this.#state.value = "waiting";
    this.#beginToWorry();
    if (wasOpen) {
      this.#requests.interrupt();
      for (const listener of this.#listeners.closed) listener();
    }
    if (!(await this.#mayRetry())) return;
    const delay = reconnectDelay(this.#attempt++, Math.random());
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => this.connect(), delay);
  }

  async #mayRetry(): Promise<boolean> {
    const admitted = await this.#options.admitted().catch(() => true);
    if (this.#state.value !== "waiting") return false;
    if (admitted) return true;
    clearTimeout(this.#troubleTimer);
    this.#troubleTimer = undefined;
    this.#trouble.value = false;
    this.#state.value = "refused";
    return false;
  }

  #beginToWorry(): void {
    if (this.#state.value === "open" || this.#trouble.value) return;
    this.#troubleTimer ??= setTimeout(() => (this.#trouble.value = true), PATIENCE);
  }

  #drop(): void {
    const socket = this.#socket;
    if (!socket) return;
    this.#socket = null;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }
}
