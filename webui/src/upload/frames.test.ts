/** Frames are what musicdb/wire/chunks.py reads. */
import { crc32 as zlib } from "node:zlib";

import { expect, test } from "vitest";

import { BlockReader } from "./blocks";
import { makeFrame, makeResumeFrame } from "./frames";

test("a frame has its header, big endian", () => {
  const payload = new TextEncoder().encode("payload");
  const offset = 5 * 2 ** 32 + 7;
  const view = new DataView(makeFrame("task-1", offset, payload));
  expect([view.getUint8(0), view.getUint8(1), view.getUint16(2)]).toEqual([1, 6, 0]);
  expect(view.getUint32(4)).toBe(zlib(payload));
  expect(view.getBigUint64(8)).toBe(BigInt(offset));
  expect(new TextDecoder().decode(new Uint8Array(view.buffer, 16))).toBe("task-1payload");
});

test("a frame without payload asks for the rest", () => {
  expect(makeResumeFrame("t").byteLength).toBe(17);
});

test("pieces come out as they lie in the file, in any order", async () => {
  const bytes = Uint8Array.from({ length: 10_000_000 }, (_, index) => (index * 7) >> 3);
  const file = new Blob([bytes]);
  const reader = new BlockReader();
  for (const [offset, size] of [[0, 1 << 20], [1 << 20, 1 << 20], [9_000_000, 1_000_000], [4_000_000, 1 << 20], [3_900_000, 10]] as const) {
    const piece = await reader.read("f", file, offset, size);
    expect(Buffer.compare(piece, bytes.subarray(offset, offset + size))).toBe(0);
  }
  expect(await reader.read("f", file, 9_999_999, 5)).toHaveLength(1);
});
