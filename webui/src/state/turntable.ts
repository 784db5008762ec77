/** One song of the deck: in a player at once, and decoded as soon as that is possible; whichever of both sounds. */
import type { QueuedSong, Song } from "../api/types";
import { handOver } from "./handover";
import type { Channel, Mixer, Voice } from "./mixer";
import { fitsInMemory, type SongSound, Tape } from "./tape";
import { musicUrl } from "./urls";

/** What decoded songs need. There is no mixer before a person wants music, and none where the browser cannot mix. */
export interface Studio {
  mixer: Mixer | null;
  facts: (song: Song) => Promise<SongSound>;
}

export interface TurntableEvents {
  /** It plays, pauses, moves on or knows its length now. */
  changed: () => void;
  /** It was heard to its end. */
  ended: () => void;
  failed: () => void;
  /** Its song is decoded. */
  decoded: () => void;
}

const SOON = 0.03;
/** Milliseconds after which a player that handed over is silent. */
const FADED = 150;

export class Turntable {
  entry: QueuedSong | null = null;
  readonly #audio: HTMLAudioElement;
  readonly #studio: Studio;
  readonly #events: TurntableEvents;
  #channel: Channel | null = null;
  #tape: Tape | null = null;
  #voice: Voice | null = null;
  /** Seconds at which it goes on. */
  #rest = 0;
  /** Changes whenever the song is not any more where a handover thinks it is. */
  #turn = 0;

  constructor(audio: HTMLAudioElement, studio: Studio, events: TurntableEvents) {
    [this.#audio, this.#studio, this.#events] = [audio, studio, events];
    const unlessDecoded = (act: () => void) => () => {
      if (!this.#voice) act();
    };
    for (const name of ["play", "pause", "timeupdate", "durationchange"]) audio.addEventListener(name, unlessDecoded(events.changed));
    audio.addEventListener("ended", unlessDecoded(events.ended));
    audio.addEventListener("error", unlessDecoded(() => this.entry && audio.error && events.failed()));
  }

  get sounding(): boolean {
    return this.#voice !== null || !this.#audio.paused;
  }

  /** Whether the decoded song is what sounds. */
  get decoded(): boolean {
    return this.#voice !== null;
  }

  get position(): number {
    if (this.#voice && this.#studio.mixer) return this.#voice.positionAt(this.#studio.mixer.now);
    return this.#audio.paused ? this.#rest : this.#audio.currentTime;
  }

  get duration(): number {
    const length = this.#tape?.buffer?.duration ?? this.#audio.duration;
    return Number.isFinite(length) && length > 0 ? length : (this.entry?.song.playtime ?? 0);
  }

  /** Takes another song. `now`: it may have to begin at once. `eager`: a person wants music. */
  load(entry: QueuedSong | null, now: boolean, eager: boolean): void {
    this.stop();
    this.#tape?.drop();
    this.#tape = null;
    this.entry = entry;
    this.#rest = 0;
    // A song that will be decoded needs no player, unless it shall begin at once.
    if (entry && (now || !this.#canDecode())) this.#open(eager);
    else this.#audio.removeAttribute("src");
  }

  /** Begins, or goes on, where it rests. Rejects when the browser does not allow it. */
  async play(): Promise<void> {
    if (!this.entry || this.#voice) return;
    if (this.#tape?.buffer) {
      this.#sing(this.#studio.mixer!.now + SOON);
      this.#events.changed();
      return;
    }
    if (!this.#audio.hasAttribute("src")) this.#open(true);
    this.#level();
    await this.#audio.play();
  }

  /** Stops, and goes on from here later. */
  stop(): void {
    this.#rest = this.position;
    this.#turn++;
    this.#hush();
    this.#audio.pause();
  }

  /** Begins anew from here, without a sound yet. */
  rewind(): void {
    this.#hush();
    this.#rest = 0;
    // Even a seek to where it stands would empty what it has ready.
    if (this.#audio.currentTime > 0) this.#audio.currentTime = 0;
  }

  seek(seconds: number): void {
    this.#turn++;
    this.#rest = seconds;
    if (this.#voice && this.#studio.mixer) this.#sing(this.#studio.mixer.now + SOON);
    else this.#audio.currentTime = seconds;
    this.#events.changed();
    if (!this.#audio.paused) this.takeOver();
  }

  /** Leads the player through the mixer from now on. */
  route(): void {
    this.#channel = this.#studio.mixer?.route(this.#audio) ?? null;
    this.setVolume(1, false);
  }

  /** For browsers that do not mix. */
  setVolume(level: number, muted: boolean): void {
    this.#audio.volume = level;
    this.#audio.muted = muted;
  }

  /** Decodes the song, if that is possible. */
  decode(): void {
    const { mixer, facts } = this.#studio;
    if (this.#tape || !mixer || !this.entry || !this.#canDecode()) return;
    const tape = new Tape(this.entry.song, mixer, facts, () => {
      if (this.#tape === tape) this.#events.decoded();
    });
    this.#tape = tape;
  }

  /** The decoded song takes over from the player. */
  takeOver(): void {
    const [turn, { mixer }, channel, tape, player] = [this.#turn, this.#studio, this.#channel, this.#tape, this.#audio];
    const buffer = tape?.buffer;
    if (!mixer || !buffer || !channel || this.#voice || player.paused) return;
    const wanted = () => turn === this.#turn && this.#tape === tape && !this.#voice && !player.paused;
    void handOver({ mixer, player, channel, buffer, factor: tape.factor, ended: () => this.#onEnd(), wanted }).then((voice) => {
      if (!voice) return;
      this.#voice = voice;
      this.#events.changed();
      setTimeout(() => {
        if (this.#voice === voice) player.pause();
      }, FADED);
    });
  }

  /** Begins at the sample at which another song ends, if both are decoded. */
  follow(before: Turntable): void {
    const { mixer } = this.#studio;
    const end = before.#voice?.end ?? 0;
    if (!mixer || !this.#tape?.buffer || this.#voice || end <= mixer.now) return;
    this.#rest = 0;
    this.#sing(end);
  }

  /** Whether it has begun already, behind the song before. */
  get begun(): boolean {
    return this.#voice !== null && this.#voice.begin <= (this.#studio.mixer?.now ?? 0) + SOON;
  }

  #canDecode(): boolean {
    const { mixer } = this.#studio;
    return mixer !== null && this.entry !== null && this.#tape?.failed !== true && fitsInMemory(this.entry.song, mixer.rate);
  }

  #sing(begin: number): void {
    const [{ mixer }, tape] = [this.#studio, this.#tape];
    if (!mixer || !tape?.buffer) return;
    this.#hush();
    this.#voice = mixer.play(tape.buffer, begin, this.#rest, () => this.#onEnd());
    this.#voice.channel.setLevel(tape.factor, 0);
  }

  #onEnd(): void {
    this.#rest = this.duration;
    this.#voice = null;
    this.#events.ended();
  }

  #hush(): void {
    this.#voice?.stop();
    this.#voice = null;
  }

  #open(eager: boolean): void {
    this.#audio.preload = eager ? "auto" : "metadata";
    if (this.entry) this.#audio.src = musicUrl(this.entry.song.path);
    if (this.#rest > 0) this.#audio.currentTime = this.#rest;
  }

  /** Brings the player to the loudness of its song. */
  #level(): void {
    const [entry, channel] = [this.entry, this.#channel];
    if (!entry || !channel) return;
    channel.setLevel(this.#tape?.factor ?? 1, 0);
    this.#studio.facts(entry.song).then(
      ({ factor }) => {
        if (this.entry === entry && !this.#voice) channel.setLevel(factor);
      },
      () => undefined,
    );
  }
}
