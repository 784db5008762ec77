/** The connection comes back by itself and loses no question that may be asked twice. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { Connection, reconnectDelay } from "./connection";
import { ConnectionLostError, ServerError } from "./errors";

class Socket {
  static all: Socket[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  binaryType = "";
  bufferedAmount = 0;
  readonly sent: unknown[] = [];

  constructor() {
    Socket.all.push(this);
  }

  send(data: unknown): void {
    this.sent.push(data);
  }

  close(): void {
    this.onclose?.();
  }

  packet(index: number): { fncname: string; pass: unknown; method: string } {
    return JSON.parse(this.sent[index] as string) as { fncname: string; pass: unknown; method: string };
  }

  hear(packet: object): void {
    this.onmessage?.({ data: JSON.stringify({ fncsig: null, pass: null, arguments: null, ...packet }) });
  }

  answer(index: number, result: unknown): void {
    const { fncname, pass } = this.packet(index);
    this.hear({ method: "response", fncname, arguments: result, pass });
  }
}

let admitted: () => Promise<boolean>;
let connection: Connection;

function socket(): Socket {
  return Socket.all.at(-1)!;
}

beforeEach(() => {
  vi.useFakeTimers();
  Socket.all = [];
  admitted = () => Promise.resolve(true);
  connection = new Connection({ url: "ws://x/ws", admitted: () => admitted(), makeSocket: () => new Socket() as unknown as WebSocket });
  connection.connect();
});

afterEach(() => vi.useRealTimers());

describe("questions", () => {
  test("find their answers, whatever their order", async () => {
    socket().onopen?.();
    const one = connection.request("GetAlbum", { albumid: 1 });
    const two = connection.request("GetAlbum", { albumid: 2 });
    socket().answer(1, "second");
    socket().answer(0, "first");
    expect(await Promise.all([one, two])).toEqual(["first", "second"]);
  });

  test("fail with the server's code and sentence; the empty response behind it is nothing", async () => {
    socket().onopen?.();
    const asked = connection.request("GetAlbum", { albumid: 1 });
    const { pass } = socket().packet(0);
    socket().hear({ method: "error", fncname: "GetAlbum", arguments: { code: "notfound", message: "There is no such album." }, pass });
    socket().answer(0, null);
    await expect(asked).rejects.toMatchObject({ code: "notfound", message: "There is no such album." });
    await expect(asked).rejects.toBeInstanceOf(ServerError);
  });

  test("are not confused with those of other pages", async () => {
    socket().onopen?.();
    const asked = connection.request("GetAlbum", { albumid: 1 });
    socket().hear({ method: "broadcast", fncname: "GetAlbum", arguments: "theirs", pass: { id: 1, page: "another" } });
    socket().answer(0, "ours");
    expect(await asked).toBe("ours");
  });

  test("wait for the line", async () => {
    const asked = connection.request("GetArtists", {});
    expect(socket().sent).toHaveLength(0);
    socket().onopen?.();
    socket().answer(0, []);
    expect(await asked).toEqual([]);
  });
});

describe("a lost line", () => {
  async function lose(): Promise<void> {
    socket().onclose?.();
    await vi.advanceTimersByTimeAsync(300);
  }

  test("is built again, and what may be asked twice is asked again", async () => {
    socket().onopen?.();
    const asked = connection.request("GetAlbum", { albumid: 1 });
    await lose();
    expect(Socket.all).toHaveLength(2);
    socket().onopen?.();
    socket().answer(0, "there");
    expect(await asked).toBe("there");
  });

  test("fails what must not be done twice", async () => {
    socket().onopen?.();
    const asked = connection.request("IntegrateUploads", { groupid: "g", albums: [], videos: [] });
    const failed = expect(asked).rejects.toBeInstanceOf(ConnectionLostError);
    await lose();
    await failed;
  });

  test("tells whether it was open before", async () => {
    const heard: boolean[] = [];
    connection.on("open", (again) => heard.push(again));
    socket().onopen?.();
    await lose();
    socket().onopen?.();
    expect(heard).toEqual([false, true]);
  });

  test("is nobody's business for two seconds", async () => {
    socket().onopen?.();
    socket().onclose?.();
    await vi.advanceTimersByTimeAsync(1900);
    expect(connection.trouble.value).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    expect(connection.trouble.value).toBe(true);
    socket().onopen?.();
    expect(connection.trouble.value).toBe(false);
  });

  test("is tried less and less often, and never all at once", () => {
    expect(reconnectDelay(0, 0)).toBe(125);
    expect(reconnectDelay(0, 1)).toBe(250);
    expect(reconnectDelay(3, 1)).toBe(2000);
    expect(reconnectDelay(50, 1)).toBe(15_000);
  });

  test("a server that wants a password is not tried again", async () => {
    admitted = () => Promise.resolve(false);
    socket().onclose?.();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(connection.state.value).toBe("refused");
    expect(Socket.all).toHaveLength(1);
    connection.connect();
    socket().onopen?.();
    expect(connection.state.value).toBe("open");
  });

  test("a page whose browser is not admitted does not even try", async () => {
    Socket.all = [];
    const options = { url: "ws://x/ws", makeSocket: () => new Socket() as unknown as WebSocket };
    const stranger = new Connection({ ...options, admitted: () => Promise.resolve(false) });
    await stranger.begin();
    expect([stranger.state.value, Socket.all.length]).toEqual(["refused", 0]);
    await new Connection({ ...options, admitted: () => Promise.reject(new Error("away")) }).begin();
    expect(Socket.all).toHaveLength(1);
  });

  test("a server that cannot be asked is tried again", async () => {
    admitted = () => Promise.reject(new Error("no network"));
    await lose();
    expect(Socket.all).toHaveLength(2);
  });

  test("that nobody noticed is found by probing", async () => {
    socket().onopen?.();
    void connection.probe();
    await vi.advanceTimersByTimeAsync(6000);
    expect(Socket.all.length).toBeGreaterThan(1);
  });
});

test("news and refreshes reach their listeners", () => {
  const heard: unknown[] = [];
  connection.on("task", (event, news) => heard.push([event, news.taskid]));
  connection.on("refresh", () => heard.push("refresh"));
  socket().onopen?.();
  socket().hear({ method: "notification", fncname: "MusicDB:Task", fncsig: "StateUpdate", arguments: { taskid: "t" } });
  socket().hear({ method: "broadcast", fncname: "sys:refresh", fncsig: "UpdateCaches" });
  socket().onmessage?.({ data: "no packet" });
  socket().onmessage?.({ data: "{}" });
  expect(heard).toEqual([["StateUpdate", "t"], "refresh"]);
});
