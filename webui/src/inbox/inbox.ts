/** The inbox: all uploads and imports as cards, the same on every screen. */
import { computed, effect, signal } from "@preact/signals";

import { server } from "../api/server";
import type { Task } from "../api/types";
import { formatPercent } from "../i18n/format";
import { t } from "../i18n/language";
import { board, engine } from "../state/app";
import { dependOn } from "../state/depend";
import { albumsByPath } from "../state/library";
import { announce } from "../state/messages";
import { spell } from "../state/names";
import { type Imported, importTargetOf, textOf } from "../state/taskboard";
import { tellChange } from "../state/undo";
import type { Card } from "./card";
import { makeGroupCard } from "./groupcard";
import { SpeedMeter } from "./speed";

/** After this time without a byte an upload nobody here owns counts as left alone. */
const ALONE_AFTER = 6000;
const TICK = 1000;

const clock = signal(0);
const meters = new Map<string, SpeedMeter>();

/** A card as it was made last, and from what. As long as that is the same, the card is the same and nothing is painted. */
interface Made {
  tasks: readonly Task[];
  rest: string;
  card: Card;
}

const made = new Map<string, Made>();

function groupTasks(tasks: Iterable<Task>): Map<string, Task[]> {
  const groups = new Map<string, Task[]>();
  for (const task of tasks) {
    if (task.uploadpath === null || task.contenttype === "artwork") continue;
    const groupid = textOf(task, "groupid") ?? task.id;
    const group = groups.get(groupid);
    if (group) group.push(task);
    else groups.set(groupid, [task]);
  }
  return groups;
}

function meterOf(groupid: string): SpeedMeter {
  const meter = meters.get(groupid) ?? new SpeedMeter();
  meters.set(groupid, meter);
  return meter;
}

function uploadCard(groupid: string, tasks: readonly Task[]): Card {
  const now = performance.now();
  const meter = meterOf(groupid);
  const group = engine.groupOf(groupid) ?? null;
  const online = server.state.value === "open";
  const moving = meter.rest(now) < ALONE_AFTER;
  const known = made.get(groupid);
  const receiving = tasks.some((task) => task.state === "waitforchunk");
  const rest = [online, moving, receiving && clock.value, group?.fingerprint].join();
  if (known?.rest === rest && known.tasks.length === tasks.length && known.tasks.every((task, index) => task === tasks[index])) {
    return known.card;
  }
  const card = makeGroupCard({ groupid, tasks, group, online, moving, looseTitle: t.inbox.looseFiles });
  meter.note(card.received, now);
  if (card.phase === "uploading") showSpeed(card, meter.rate(now));
  made.set(groupid, { tasks, rest, card });
  return card;
}

function showSpeed(card: Card, speed: number): void {
  card.speed = speed;
  card.remaining = speed > 0 ? (card.total - card.received) / speed : null;
}

function nameOfPath(path: string, video: boolean): { title: string; artist: string | null } {
  const [artist, name = artist] = path.split("/");
  const bare = (name ?? "").replace(/^\d{4} - /, "");
  return { title: spell(video ? bare.replace(/\.[^.]+$/, "") : bare), artist: artist ? spell(artist) : null };
}

function emptyCard(path: string, video: boolean): Card {
  return {
    ...nameOfPath(path, video),
    key: path,
    groupid: null,
    phase: "importing",
    total: 0,
    received: 0,
    progress: null,
    speed: 0,
    remaining: null,
    files: [],
    skipped: [],
    group: null,
    autopilot: false,
    path,
    albumid: null,
    video,
    task: null,
  };
}

function importCard(task: Task, path: string): Card {
  const phases = { importfailed: "failed", importcomplete: "done", startartworkimport: "artwork", importingartwork: "artwork" } as const;
  const phase = task.state in phases ? phases[task.state as keyof typeof phases] : "importing";
  const key = textOf(task, "groupid") ?? path;
  return { ...emptyCard(path, task.contenttype === "video"), key, phase, task, progress: phase === "failed" ? 1 : null };
}

function finishedCard(imported: Imported): Card {
  const albumid = albumsByPath.value.get(imported.path)?.album.id ?? imported.albumid;
  const video = albumid === null;
  return { ...emptyCard(imported.path, video), key: imported.groupid ?? imported.path, phase: "done", progress: 1, albumid };
}

/** Two cards never share a key: the second album of a group gets its own. */
function withOwnKeys(cards: readonly Card[]): Card[] {
  const keys = new Set<string>();
  return cards.map((card) => {
    const key = keys.has(card.key) ? `${card.key} ${card.path ?? ""}` : card.key;
    keys.add(key);
    return { ...card, key };
  });
}

/** All cards: what needs a person and what moves first, what is done last. */
export const cards = computed<Card[]>(() => {
  dependOn(engine.version, clock);
  const tasks = [...board.tasks.value.values()];
  const groups = groupTasks(tasks);
  for (const group of engine.groups) {
    if (group.artworkof === null && !groups.has(group.id) && (!group.done || group.skipped.length > 0)) groups.set(group.id, []);
  }
  const uploads = [...groups].map(([groupid, members]) => uploadCard(groupid, members));
  // An album is one card, also while the last of its files is moved and when it is imported twice at once.
  const moving = new Set(uploads.filter(({ phase }) => phase === "moving").map(({ groupid }) => groupid));
  const importing = new Map<string, Task>();
  for (const task of tasks) {
    const path = task.uploadpath === null ? importTargetOf(task) : null;
    if (path !== null && !moving.has(textOf(task, "groupid"))) importing.set(path, task);
  }
  const imports = [...importing].map(([path, task]) => importCard(task, path));
  const finished = [...board.imported.value.values()].filter(({ path, groupid }) => !importing.has(path) && !(groupid && moving.has(groupid))).map(finishedCard).reverse();
  return withOwnKeys([...uploads, ...imports, ...finished]);
});

/** What is still on its way or waits for a person. */
export const openCount = computed(() => cards.value.filter((card) => card.phase !== "done").length);

function announceChanges(): () => void {
  const known = new Map<string, { phase: string; quarter: number }>();
  return () => {
    for (const card of cards.value) {
      const quarter = Math.floor((card.progress ?? 0) * 4);
      const before = known.get(card.key);
      known.set(card.key, { phase: card.phase, quarter });
      if (!before) {
        if (card.group) announce(t.inbox.announce.started(card.title));
      } else if (before.phase !== card.phase) {
        if (card.phase === "naming") announce(t.inbox.announce.naming(card.title));
        if (card.phase === "done") announce(t.inbox.announce.done(card.title));
        if (card.phase === "failed") announce(t.inbox.announce.failed(card.title));
      } else if (card.phase === "uploading" && quarter > before.quarter) {
        announce(t.inbox.announce.share(card.title, formatPercent(quarter / 4)));
      }
    }
  };
}

export function startInbox(): void {
  effect(announceChanges());
  server.on("task", (_, { state, task }) => {
    const { changeid, replaces } = task?.annotations ?? {};
    if (state !== "importcomplete" || typeof replaces !== "number" || typeof changeid !== "number") return;
    tellChange(t.verdict.replaced(textOf(task!, "song") ?? task!.sourcefilename ?? ""), [changeid]);
  });
  // Speeds and "left alone" depend on time passing, which no notification tells. The clock runs only while bytes should.
  let timer: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    const moving = cards.value.some((card) => card.phase === "uploading");
    if (!moving || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      clock.value++;
    }, TICK);
  });
  // A group this device has sent completely is the server's business from then on.
  effect(() => {
    dependOn(engine.version);
    const alive = new Set(groupTasks(board.tasks.value.values()).keys());
    for (const group of [...engine.groups]) {
      if (group.artworkof === null && group.done && group.skipped.length === 0 && !alive.has(group.id)) engine.drop(group);
    }
  });
}
