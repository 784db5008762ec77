/** Where the sound of this browser comes together: players and decoded songs, each with its own level, and the volume above all. */

/**
 * Most music has this rate, and what is played at its own rate is not resampled song by song, which would leave a seam.
 * The browser brings the sum to the rate of the device.
 */
const RATE = 44_100;
/** Seconds in which a level changes, so that nothing clicks. */
const RAMP = 0.015;
/** How many samples one can look back at. */
export const LOOKBACK = 16_384;

/** A way into the mixer, with a level and a look at what went through it last. */
export class Channel {
  readonly input: GainNode;
  readonly #level: GainNode;
  readonly #analyser: AnalyserNode;
  readonly #context: AudioContext;

  constructor(context: AudioContext, output: AudioNode) {
    this.#context = context;
    this.input = context.createGain();
    this.#level = context.createGain();
    this.#analyser = context.createAnalyser();
    this.#analyser.fftSize = LOOKBACK;
    this.input.connect(this.#level).connect(output);
    // What is looked at is what came in, also while it is not heard.
    this.input.connect(this.#analyser);
  }

  /** Goes to a level, at once or without a click. */
  setLevel(level: number, seconds = RAMP): void {
    const { gain } = this.#level;
    const now = this.#context.currentTime;
    gain.cancelScheduledValues(now);
    gain.setValueAtTime(gain.value, now);
    if (seconds > 0) gain.linearRampToValueAtTime(level, now + seconds);
    else gain.setValueAtTime(level, now);
  }

  /** The last samples, all channels mixed. */
  look(): Float32Array<ArrayBuffer> {
    const samples = new Float32Array(LOOKBACK);
    this.#analyser.getFloatTimeDomainData(samples);
    return samples;
  }

  close(): void {
    this.input.disconnect();
    this.#level.disconnect();
    this.#analyser.disconnect();
  }
}

/** A decoded song that plays, or begins in a moment. Times are those of the mixer. */
export class Voice {
  readonly channel: Channel;
  readonly begin: number;
  /** The second of the song at `begin`. */
  readonly offset: number;
  readonly end: number;
  readonly #source: AudioBufferSourceNode;

  constructor(context: AudioContext, output: AudioNode, buffer: AudioBuffer, begin: number, offset: number, ended: () => void) {
    const rate = context.sampleRate;
    // Whole samples, so that one song begins exactly where the other ends.
    const first = Math.min(Math.round(offset * rate), buffer.length - 1);
    const frame = Math.ceil(begin * rate);
    this.begin = frame / rate;
    this.offset = first / rate;
    this.end = (frame + buffer.length - first) / rate;
    this.channel = new Channel(context, output);
    this.#source = context.createBufferSource();
    this.#source.buffer = buffer;
    this.#source.connect(this.channel.input);
    this.#source.onended = () => {
      this.channel.close();
      ended();
    };
    // Half a sample lies on the right side of every rounding.
    this.#source.start(frame === 0 ? 0 : (frame - 0.001) / rate, this.offset);
  }

  /** Seconds of the song at a time of the mixer. */
  positionAt(time: number): number {
    return this.offset + Math.max(0, time - this.begin);
  }

  stop(): void {
    this.#source.onended = null;
    this.channel.setLevel(0);
    this.#source.stop(this.#source.context.currentTime + RAMP);
    setTimeout(() => this.channel.close(), 100);
  }
}

export class Mixer {
  readonly #context = new AudioContext({ sampleRate: RATE, latencyHint: "playback" });
  readonly #master = this.#context.createGain();

  constructor() {
    this.#master.connect(this.#context.destination);
  }

  get now(): number {
    return this.#context.currentTime;
  }

  get rate(): number {
    return this.#context.sampleRate;
  }

  get running(): boolean {
    return this.#context.state === "running";
  }

  /** Wakes it up; browsers want a click before. */
  wake(): Promise<void> {
    return this.#context.resume();
  }

  /** From 0 to 1. */
  setVolume(level: number): void {
    this.#master.gain.setTargetAtTime(level, this.now, RAMP);
  }

  /** Leads the sound of a player through the mixer from now on. */
  route(audio: HTMLMediaElement): Channel {
    const channel = new Channel(this.#context, this.#master);
    this.#context.createMediaElementSource(audio).connect(channel.input);
    return channel;
  }

  /** Plays a decoded song from `offset` seconds on, at the time `begin`. */
  play(buffer: AudioBuffer, begin: number, offset: number, ended: () => void): Voice {
    return new Voice(this.#context, this.#master, buffer, begin, offset, ended);
  }

  /** Decodes a whole file, at the rate of the mixer. Rejects what this browser cannot decode. */
  decode(file: ArrayBuffer): Promise<AudioBuffer> {
    return this.#context.decodeAudioData(file);
  }

  makeBuffer(channels: number, length: number): AudioBuffer {
    return this.#context.createBuffer(channels, length, this.rate);
  }
}
