/** The player of silence: who stopped it. */
import { expect, test, vi } from "vitest";

import { Silence } from "./silence";

/** A player that tells its pauses a moment later, as browsers do. */
class Player extends EventTarget {
  paused = true;

  play(): Promise<void> {
    this.paused = false;
    return Promise.resolve();
  }

  pause(): void {
    this.paused = true;
    queueMicrotask(() => this.dispatchEvent(new Event("pause")));
  }
}

function make() {
  vi.stubGlobal("URL", { createObjectURL: () => "blob:silence" });
  const [player, stopped] = [new Player(), vi.fn()];
  return { player, stopped, silence: new Silence(player as unknown as HTMLAudioElement, stopped) };
}

test("when the system stops it, the music stops", async () => {
  const { player, stopped, silence } = make();
  silence.keep(true);
  player.pause();
  await Promise.resolve();
  expect(stopped).toHaveBeenCalledOnce();
});

test("a pause between two songs stops nothing", async () => {
  const { stopped, silence } = make();
  silence.keep(true);
  silence.keep(false);
  silence.keep(true);
  await Promise.resolve();
  expect(stopped).not.toHaveBeenCalled();
});
