/** A long list of which only the ids are known at once; records are fetched for what comes into view. */
import { signal, type ReadonlySignal } from "@preact/signals";

import type { Letter } from "../api/types";

export interface Order<R> {
  ids: readonly number[];
  /** The records of the first ids. */
  first: readonly R[];
  letters: readonly Letter[];
}

export interface ShelfSource<R> {
  order: () => Promise<Order<R>>;
  records: (ids: number[]) => Promise<readonly R[]>;
  idOf: (record: R) => number;
}

/** Records are fetched in blocks, so that slow scrolling asks rarely. */
const BLOCK = 80;

export class Shelf<R> {
  /** Null until the first answer. */
  readonly ids: ReadonlySignal<readonly number[] | null>;
  readonly letters: ReadonlySignal<readonly Letter[]>;
  /** Counts up whenever records came in. */
  readonly version: ReadonlySignal<number>;

  readonly #source: ShelfSource<R>;
  readonly #ids = signal<readonly number[] | null>(null);
  readonly #letters = signal<readonly Letter[]>([]);
  readonly #version = signal(0);
  readonly #records = new Map<number, R>();
  /** Records that came after the last change of the catalogue, or are on their way. */
  readonly #fresh = new Set<number>();
  #range: readonly [number, number] = [0, 0];
  #turn = 0;

  constructor(source: ShelfSource<R>) {
    this.#source = source;
    this.ids = this.#ids;
    this.letters = this.#letters;
    this.version = this.#version;
  }

  /** Fetches the order anew; what is shown stays until the answer is there. */
  async reload(): Promise<void> {
    const turn = ++this.#turn;
    const { ids, first, letters } = await this.#source.order();
    if (turn !== this.#turn) return;
    this.#fresh.clear();
    for (const record of first) this.#keep(record);
    this.#letters.value = letters;
    this.#ids.value = ids;
    this.#version.value++;
    this.want(...this.#range);
  }

  /** The record at a place; null while it is not here. */
  at(index: number): R | null {
    const id = this.#ids.value?.[index];
    return id === undefined ? null : (this.#records.get(id) ?? null);
  }

  /** Fetches what lies between two places, and a little around it. */
  want(first: number, last: number): void {
    this.#range = [first, last];
    const ids = this.#ids.value ?? [];
    const missing = ids.slice(Math.floor(first / BLOCK) * BLOCK, Math.ceil(last / BLOCK) * BLOCK).filter((id) => !this.#fresh.has(id));
    if (missing.length === 0) return;
    for (const id of missing) this.#fresh.add(id);
    this.#source.records(missing).then(
      (records) => {
        for (const record of records) this.#keep(record);
        this.#version.value++;
      },
      // Whoever comes by again asks again.
      () => missing.forEach((id) => this.#fresh.delete(id)),
    );
  }

  /** Shows a record that came from elsewhere, if it belongs here. */
  put(id: number, change: (record: R) => R): void {
    const record = this.#records.get(id);
    if (!record) return;
    this.#records.set(id, change(record));
    this.#version.value++;
  }

  #keep(record: R): void {
    const id = this.#source.idOf(record);
    this.#records.set(id, record);
    this.#fresh.add(id);
  }
}
