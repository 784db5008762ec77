/** What is typed into the search field, and what was found for it. */
import { computed, signal } from "@preact/signals";

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

let timer: ReturnType<typeof setTimeout> | undefined;

/** Without an answer, the names that are here already are searched. */
async function find(wanted: string): Promise<Findings> {
  try {
    return await server.request("Find", { searchstring: wanted, limit: LIMIT });
  } catch {
    return findLocally(wanted, allArtists.value, LIMIT);
  }
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
