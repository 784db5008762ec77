/** One song follows the other without a gap, and what the queue does in the meantime does not stop the music. */
import { beforeEach, expect, test } from "vitest";

import { makeQueued } from "../testing";
import { Deck } from "./deck";

class Player extends EventTarget {
  src = "";
  preload = "";
  paused = true;
  currentTime = 0;
  duration = Number.NaN;
  volume = 1;
  muted = false;
  error: object | null = null;
  play(): Promise<void> {
    this.paused = false;
    this.dispatchEvent(new Event("play"));
    return Promise.resolve();
  }
  pause(): void {
    if (!this.paused) this.dispatchEvent(new Event("pause"));
    this.paused = true;
  }
  removeAttribute(): void {
    this.src = "";
  }
  hasAttribute(): boolean {
    return this.src !== "";
  }
  end(): void {
    this.paused = true;
    this.dispatchEvent(new Event("pause"));
    this.dispatchEvent(new Event("ended"));
  }
}

const [a, b, c] = [makeQueued("a", 1), makeQueued("b", 2), makeQueued("c", 3)];
let players: Player[];
let finished: string[];
let deck: Deck;

function sounding(): string[] {
  return players.filter(({ paused }) => !paused).map(({ src }) => src);
}

beforeEach(() => {
  [players, finished] = [[], []];
  const make = () => {
    const player = new Player();
    players.push(player);
    return player as unknown as HTMLAudioElement;
  };
  const tools = { makeAudio: make, makeMixer: () => null, facts: () => Promise.reject(new Error("nobody asks")) };
  deck = new Deck(tools, { finished: ({ entryid }) => finished.push(entryid), failed: ({ entryid }) => finished.push(`failed ${entryid}`), blocked: () => undefined });
  deck.show(a, b);
});

test("a page that only looks on fetches no next song", () => {
  expect(players.map(({ src }) => src)).toEqual(["/music/1.mp3", ""]);
});

test("the next song is ready and begins when the one before ends", async () => {
  await deck.play();
  expect(players.map(({ src, preload }) => `${src} ${preload}`)).toEqual(["/music/1.mp3 metadata", "/music/2.mp3 auto"]);
  players[0]!.end();
  expect([sounding(), finished, deck.playing.value]).toEqual([["/music/2.mp3"], ["a"], true]);
  deck.show(b, c);
  expect(sounding()).toEqual(["/music/2.mp3"]);
  expect(players[0]!.src).toBe("/music/3.mp3");
});

test("an entry that gets its id from the server plays on", async () => {
  await deck.play();
  deck.show({ ...c, entryid: "new-1" }, b);
  players[0]!.currentTime = 4;
  deck.show(c, b);
  expect([sounding(), players[0]!.currentTime]).toEqual([["/music/3.mp3"], 4]);
});

test("without a next song the music goes on as soon as there is one", async () => {
  await deck.play();
  deck.show(a, null);
  players[0]!.end();
  expect(deck.playing.value).toBe(false);
  deck.show(b, null);
  expect(sounding()).toEqual(["/music/2.mp3"]);
});

test("paused, another song does not begin by itself", async () => {
  await deck.play();
  deck.pause();
  deck.show(b, c);
  expect(sounding()).toEqual([]);
});

test("a song that cannot be played is told", async () => {
  await deck.play();
  players[0]!.error = {};
  players[0]!.dispatchEvent(new Event("error"));
  expect(finished).toEqual(["failed a"]);
});
