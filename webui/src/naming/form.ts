/** The state of one naming form: what the server proposes, what a person made of it, and what is in the way. */
import { computed, signal } from "@preact/signals";

import { sentenceOf } from "../api/errors";
import { server } from "../api/server";
import type { Proposal, ProposedAlbum, ProposedFile, ProposedVideo } from "../api/types";
import { type AlbumDraft, choiceOf, type Draft, type FileDraft, isComplete, leftOut, makeDraft, reconcile, type VideoDraft } from "./draft";
import { guessesOf, guessKey } from "./guesses";

const PREVIEW_DELAY = 250;

export class NamingForm {
  readonly groupid: string;
  readonly #guesses = signal<ReadonlySet<string>>(new Set<string>());
  readonly #missing = computed(() => (this.proposal.value ? guessesOf(this.proposal.value) : new Set<string>()));
  readonly draft = signal<Draft | null>(null);
  /** The server's view of the draft; paths, collisions and open fields come from here. */
  readonly proposal = signal<Proposal | null>(null);
  readonly problem = signal<string | null>(null);
  readonly busy = signal(false);
  readonly ready = computed(() => {
    const draft = this.draft.value;
    return draft !== null && !this.busy.value && (this.proposal.value?.ready ?? false) && isComplete(draft) && !this.collides.value;
  });
  readonly files = computed(() => new Map(this.proposal.value?.albums.flatMap((album) => album.files).map((file) => [file.taskid, file])));
  readonly videos = computed(() => new Map(this.proposal.value?.videos.map((video) => [video.taskid, video])));
  readonly collides = computed(() => {
    const all: (ProposedFile | ProposedVideo)[] = [...this.files.value.values(), ...this.videos.value.values()];
    return all.some((file) => file.collision && !file.collision.identical);
  });
  /** Fields that are missing, or were guessed and neither edited nor approved. */
  readonly open = computed<ReadonlySet<string>>(() => new Set([...this.#guesses.value, ...this.#missing.value]));

  #timer: ReturnType<typeof setTimeout> | undefined;
  #edition = 0;

  constructor(groupid: string) {
    this.groupid = groupid;
  }

  /** Fetches the proposal; when files came or went meanwhile, what was typed stays. */
  async load(): Promise<void> {
    try {
      const proposal = await server.request("GetIntegrationProposal", { groupid: this.groupid });
      const draft = this.draft.peek();
      if (draft) {
        this.draft.value = reconcile(draft, proposal);
        await this.#preview();
      } else {
        this.#guesses.value = guessesOf(proposal);
        this.proposal.value = proposal;
        this.draft.value = makeDraft(proposal);
      }
    } catch (error) {
      this.problem.value = sentenceOf(error);
    }
  }

  edit(change: (draft: Draft) => Draft): void {
    const draft = this.draft.peek();
    if (!draft) return;
    this.draft.value = change(draft);
    this.problem.value = null;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#preview(), PREVIEW_DELAY);
  }

  /** Takes a guess for right. */
  approve(taskid: string, ...fields: string[]): void {
    const left = new Set(this.#guesses.peek());
    for (const field of fields) left.delete(guessKey(taskid, field));
    if (left.size < this.#guesses.peek().size) this.#guesses.value = left;
  }

  /** Takes everything that was guessed for right. */
  approveAll(): void {
    this.#guesses.value = new Set();
    this.edit((draft) => draft);
  }

  /** Gives all albums and videos the same artist, or year. Empty fields change nothing. */
  editAll(artistname: string, release: string): void {
    const common = { ...(artistname && { artistname }), ...(release && { release }) };
    this.draft.peek()?.albums.forEach((_, index) => this.editAlbum(index, common));
    this.draft.peek()?.videos.forEach((_, index) => this.editVideo(index, common));
  }

  editAlbum(index: number, change: Partial<AlbumDraft>): void {
    this.approve(this.draft.peek()?.albums[index]?.files[0]?.taskid ?? "", ...Object.keys(change));
    this.edit((draft) => ({ ...draft, albums: draft.albums.map((album, at) => (at === index ? { ...album, ...change } : album)) }));
  }

  editFile(album: number, index: number, change: Partial<FileDraft>): void {
    const files = this.draft.peek()?.albums[album]?.files ?? [];
    this.approve(files[index]?.taskid ?? "", ...Object.keys(change));
    this.editAlbum(album, { files: files.map((file, at) => (at === index ? { ...file, ...change } : file)) });
  }

  editVideo(index: number, change: Partial<VideoDraft>): void {
    this.approve(this.draft.peek()?.videos[index]?.taskid ?? "", ...Object.keys(change));
    this.edit((draft) => ({ ...draft, videos: draft.videos.map((video, at) => (at === index ? { ...video, ...change } : video)) }));
  }

  /** The server's view of an album, found by any of its files. */
  albumOf(album: AlbumDraft): ProposedAlbum | null {
    const ids = new Set(album.files.map((file) => file.taskid));
    return this.proposal.value?.albums.find((each) => each.files.some((file) => ids.has(file.taskid))) ?? null;
  }

  /** Asks the server about what was typed last, without waiting for more. */
  async settle(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#preview();
  }

  /** Puts everything on the shelf under these names. */
  async submit(): Promise<void> {
    const draft = this.draft.peek();
    if (!draft || !this.ready.peek()) return;
    clearTimeout(this.#timer);
    this.busy.value = true;
    this.problem.value = null;
    try {
      await server.request("IntegrateUploads", { groupid: this.groupid, ...choiceOf(draft) });
      for (const taskid of leftOut(draft)) await server.request("RemoveUpload", { taskid });
    } catch (error) {
      this.problem.value = sentenceOf(error);
      this.busy.value = false;
      await this.#preview();
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#edition++;
  }

  /** Only the answer to the latest edition counts. */
  async #preview(): Promise<void> {
    const draft = this.draft.peek();
    if (!draft) return;
    const edition = ++this.#edition;
    try {
      const proposal = await server.request("PreviewIntegration", { groupid: this.groupid, ...choiceOf(draft) });
      if (edition === this.#edition) this.proposal.value = proposal;
    } catch (error) {
      if (edition === this.#edition) this.problem.value = sentenceOf(error);
    }
  }
}
