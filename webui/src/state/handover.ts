/** From a player that began at once to the decoded song that was ready a moment later, at the same sample, so that nobody hears it. */
import { align } from "./alignment";
import { type Channel, LOOKBACK, type Mixer, type Voice } from "./mixer";

/** Seconds from an order to its sound. */
const SOON = 0.06;
/** Seconds by which players are wrong about where they are, at most. */
const REACH = 0.12;
const ALIKE = 0.97;
const TRIES = 4;
const FADE = 0.03;

function wait(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

function same(one: Float32Array, other: Float32Array): boolean {
  return one.every((sample, index) => sample === other[index]);
}

/** What went through both at the same time; null when no look was quick enough. */
function lookAtBoth(player: Channel, voice: Channel): [Float32Array, Float32Array] | null {
  for (let attempt = 0; attempt < 8; attempt++) {
    const [before, heard, after] = [player.look(), voice.look(), player.look()];
    if (same(before, after)) return [before, heard];
  }
  return null;
}

export interface Handing {
  mixer: Mixer;
  player: HTMLMediaElement;
  channel: Channel;
  buffer: AudioBuffer;
  /** What its samples are multiplied with. */
  factor: number;
  ended: () => void;
  /** Whether it still makes sense: the same song, still playing, not sought in. */
  wanted: () => boolean;
}

/** Resolves with the voice that is heard from now on, or null when the player goes on. */
export async function handOver({ mixer, player, channel, buffer, factor, ended, wanted }: Handing): Promise<Voice | null> {
  // Where the song would have been when the clock of the mixer began.
  let origin = player.currentTime - mixer.now;
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const begin = mixer.now + SOON;
    if (begin + origin > buffer.duration - 1) return null;
    const voice = mixer.play(buffer, begin, Math.max(0, begin + origin), ended);
    voice.channel.setLevel(0, 0);
    await wait(SOON + LOOKBACK / mixer.rate + 0.04);
    if (!wanted()) {
      voice.stop();
      return null;
    }
    const looked = lookAtBoth(channel, voice.channel);
    const found = looked && align(...looked, Math.round(REACH * mixer.rate));
    const fits = found && (found.silent || (Math.abs(found.lag) <= 1 && found.likeness > ALIKE));
    if (fits || attempt === TRIES) {
      channel.setLevel(0, FADE);
      voice.channel.setLevel(factor, FADE);
      return voice;
    }
    if (found && found.likeness > ALIKE) origin = voice.positionAt(mixer.now) - mixer.now - found.lag / mixer.rate;
    else origin = player.currentTime - mixer.now;
    voice.stop();
  }
  return null;
}
