/** Text packets: how a question is written down, and how an answer, an announcement or news is recognized. */
import type { TaskNews } from "./types";

/** The pass-through value by which this page recognizes its own answers; broadcasts carry it to other pages, too. */
export interface Pass {
  id: number;
  page: string;
}

export interface Packet {
  method: "response" | "broadcast" | "notification" | "error";
  fncname: string | null;
  fncsig: string | null;
  arguments: unknown;
  pass: unknown;
}

export type TaskEvent = "ChunkRequest" | "StateUpdate" | "InternalError";

/** A question or command as the server reads it. */
export function encodePacket(method: "request" | "call", name: string, parameters: unknown, pass: Pass | null): string {
  return JSON.stringify({ method, fncname: name, fncsig: "WebUI", arguments: parameters, pass, key: null });
}

/** Reads a packet, or null for anything that is not one. */
export function decodePacket(text: string): Packet | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || !("method" in value)) return null;
  return value as Packet;
}

/** The pass-through value if it is one of ours. */
export function passOf(packet: Packet): Pass | null {
  const pass = packet.pass;
  if (typeof pass !== "object" || pass === null || !("id" in pass) || !("page" in pass)) return null;
  return pass as Pass;
}

/** News about a task, or null when the packet is about something else. */
export function taskNewsOf(packet: Packet): { event: TaskEvent; news: TaskNews } | null {
  if (packet.method !== "notification" || packet.fncname !== "MusicDB:Task") return null;
  return { event: packet.fncsig as TaskEvent, news: packet.arguments as TaskNews };
}

/** What every screen is told: news of a subject, for example onSongQueueChanged of MusicDB:SongQueue. */
export interface News {
  subject: string;
  event: string;
  fields: unknown;
}

/** News about anything but a task, or null when the packet is something else. */
export function newsOf(packet: Packet): News | null {
  if (packet.method !== "notification" || !packet.fncname?.startsWith("MusicDB:") || packet.fncname === "MusicDB:Task") return null;
  return { subject: packet.fncname.slice("MusicDB:".length), event: packet.fncsig ?? "", fields: packet.arguments };
}
