/** The open naming forms by their groups. They outlive the view, so what was typed is there when somebody comes back. */
import { signal } from "@preact/signals";

import { NamingForm } from "./form";

const forms = new Map<string, NamingForm>();

/** The groups that are not to be named together with the others. */
export const apart = signal<ReadonlySet<string>>(new Set());

export function formOf(groupid: string): NamingForm {
  const form = forms.get(groupid) ?? new NamingForm(groupid);
  forms.set(groupid, form);
  return form;
}

/** Closes the forms of all groups but these. */
export function keepForms(groupids: ReadonlySet<string>): void {
  for (const [groupid, form] of forms) {
    if (groupids.has(groupid)) continue;
    form.dispose();
    forms.delete(groupid);
  }
}

/** The forms of some groups, each with the server's proposal. One after the other, so that a thousand are no burst. */
export async function* loadedForms(groupids: readonly string[]): AsyncGenerator<NamingForm> {
  for (const groupid of groupids) {
    const form = formOf(groupid);
    if (!form.draft.peek()) await form.load();
    yield form;
  }
}
