/** Uploads that go on after the browser was closed: by themselves where it allows that, else with one click. */
import { effect, signal } from "@preact/signals";

import { t } from "../i18n/language";
import { engine } from "../state/app";
import { dependOn } from "../state/depend";
import { tell } from "../state/messages";
import { type LocalGroup, makeGroupId } from "../upload/model";
import { filesOfHandles, forgetSource, keepSource, keptSources, mayRead, type Source, type SourceHandle } from "../upload/sources";
import { upload } from "./actions";

/** What waits for a click. */
export const interrupted = signal<readonly Source[]>([]);

/** The sources that are being sent, and their albums that are not done yet. */
const under = new Map<string, { source: Source; open: Set<LocalGroup> }>();

function follow(source: Source, groups: readonly LocalGroup[]): void {
  if (groups.length > 0) under.set(source.id, { source, open: new Set(groups) });
  else void forgetSource(source.id).catch(() => undefined);
}

/** Notes which albums are done, or were given up; a source all of whose albums are is forgotten. */
function settle(): void {
  for (const [id, { source, open }] of under) {
    const closed = [...open].filter((group) => group.done || !engine.groups.includes(group));
    if (closed.length === 0) continue;
    for (const group of closed) open.delete(group);
    source.done.push(...closed.map(({ folder }) => folder));
    if (open.size === 0) under.delete(id);
    void (open.size === 0 ? forgetSource(id) : keepSource(source)).catch(() => undefined);
  }
}

/** Whoever brings the same things again has gone on with them. */
async function supersede(handles: readonly SourceHandle[]): Promise<void> {
  for (const source of interrupted.value) {
    const known = await Promise.all(source.handles.map(async (one) => (await Promise.all(handles.map((other) => one.isSameEntry(other)))).includes(true)));
    if (known.every(Boolean)) giveUp(source);
  }
}

/** Sends what lies below some handles, and remembers them until it is done. */
export async function uploadHandles(handles: SourceHandle[], autopilot: boolean): Promise<void> {
  await supersede(handles);
  const source = { id: makeGroupId(), handles, autopilot, done: [] };
  await keepSource(source).catch(() => undefined);
  follow(source, await upload(filesOfHandles(handles), autopilot));
}

/** Sends what was dropped, with its handles where the browser gives some. */
export async function uploadDropped(files: Parameters<typeof upload>[0], handles: Promise<SourceHandle[]>, autopilot: boolean): Promise<void> {
  const [groups, kept] = await Promise.all([upload(files, autopilot), handles]);
  if (kept.length === 0 || groups.length === 0) return;
  await supersede(kept);
  const source = { id: makeGroupId(), handles: kept, autopilot, done: [] };
  await keepSource(source).catch(() => undefined);
  follow(source, groups);
  settle();
}

/** Goes on with what was interrupted. `asked`: in answer to a click, so that the browser may ask its person. */
export async function goOn(source: Source, asked: boolean): Promise<void> {
  if (!(await mayRead(source, asked))) {
    if (asked) tell(t.inbox.notAllowed);
    return;
  }
  interrupted.value = interrupted.value.filter((each) => each.id !== source.id);
  follow(source, await upload(filesOfHandles(source.handles), source.autopilot, source.done));
}

export function giveUp(source: Source): void {
  interrupted.value = interrupted.value.filter((each) => each.id !== source.id);
  void forgetSource(source.id).catch(() => undefined);
}

/** Looks for what was interrupted, once the tasks of the server are known. */
export async function startInterrupted(): Promise<void> {
  effect(() => {
    dependOn(engine.version);
    settle();
  });
  if (typeof indexedDB === "undefined") return;
  interrupted.value = await keptSources().catch(() => []);
  for (const source of interrupted.value) await goOn(source, false);
}
