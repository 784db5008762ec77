/** What is typed into the search field, and what was found for it. */
import { computed, signal } from "@preact/signals";

import { ServerError } from "../api/errors";
import { server } from "../api/server";
import { allArtists } from "../state/library";
import { type Findings, findLocally, hitsOf, NOTHING } from "./matching";

const LIMIT = 6;
const PAUSE = 60;

export const text = signal("");
const findings = signal<{ text: string; found: Findings }>({ text: "", found: NOTHING });

export const hits = computed(() => hitsOf(findings.value.text, findings.value.found));
/** The text the hits belong to. */
export const searched = computed(() => findings.value.text);

/** Servers that do not search yet are asked once. */
let serverFinds = true;
let timer: ReturnType<typeof setTimeout> | undefined;

async function find(wanted: string): Promise<Findings> {
  if (serverFinds) {
    try {
      // Not every server prints this function in its table; its answer is that of MusicDB 8.
      const line = server as unknown as { request: (name: string, parameters: unknown) => Promise<Findings> };
      return await line.request("Find", { searchstring: wanted, limit: LIMIT });
    } catch (error) {
      if (error instanceof ServerError && error.code === "unknownfunction") serverFinds = false;
    }
  }
  return findLocally(wanted, allArtists.value, LIMIT);
}

async function update(): Promise<void> {
  const wanted = text.value.trim();
  const found = wanted === "" ? NOTHING : await find(wanted);
  // Answers that were overtaken by the next letter are old news.
  if (wanted === text.value.trim()) findings.value = { text: wanted, found };
}

export function type(next: string): void {
  text.value = next;
  clearTimeout(timer);
  if (next.trim() === "") void update();
  else timer = setTimeout(() => void update(), PAUSE);
}
