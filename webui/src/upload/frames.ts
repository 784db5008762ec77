/** Binary frames: one piece of a file per WebSocket message, with the header the server expects (all numbers big endian). */
import { crc32 } from "./crc32";

const VERSION = 1;
const HEADER = 16;

/** The frame that puts `payload` at `offset` of the file this task is about. */
export function makeFrame(taskid: string, offset: number, payload: Uint8Array): ArrayBuffer {
  const name = new TextEncoder().encode(taskid);
  const frame = new Uint8Array(HEADER + name.length + payload.length);
  const view = new DataView(frame.buffer);
  view.setUint8(0, VERSION);
  view.setUint8(1, name.length);
  view.setUint32(4, crc32(payload));
  view.setUint32(8, Math.floor(offset / 0x1_0000_0000));
  view.setUint32(12, offset % 0x1_0000_0000);
  frame.set(name, HEADER);
  frame.set(payload, HEADER + name.length);
  return frame.buffer;
}

/** The frame that asks for all outstanding chunks again. */
export function makeResumeFrame(taskid: string): ArrayBuffer {
  return makeFrame(taskid, 0, new Uint8Array(0));
}
