/** What is typed into the search field, and what was found for it. */
import { computed, signal } from "@preact/signals";

import { server } from "../api/server";
import { hitsOf, NOTHING } from "./matching";

const LIMIT = 6;
const PAUSE = 60;

export const text = signal("");
const findings = signal({ text: "", found: NOTHING });

export const hits = computed(() => hitsOf(findings.value.text, findings.value.found));
/** The text the hits belong to. */
export const searched = computed(() => findings.value.text);

let timer: ReturnType<typeof setTimeout> | undefined;

async function update(): Promise<void> {
  const wanted = text.value.trim();
  const found = wanted === "" ? NOTHING : await server.request("Find", { searchstring: wanted, limit: LIMIT });
  // Answers that were overtaken by the next letter are old news.
  if (wanted === text.value.trim()) findings.value = { text: wanted, found };
}

export function type(next: string): void {
  text.value = next;
  clearTimeout(timer);
  // Without an answer the hits of the letter before stay.
  timer = setTimeout(() => void update().catch(() => undefined), next.trim() === "" ? 0 : PAUSE);
}
