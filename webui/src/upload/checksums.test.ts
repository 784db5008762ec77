/** The checksums agree with published vectors and with Node's own, however the bytes are cut into pieces. */
import { createHash } from "node:crypto";

import { describe, expect, test } from "vitest";

import { crc32 } from "./crc32";
import { Sha1, sha1OfText } from "./sha1";

function noise(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => Math.imul(index + length, 2654435761) >>> 24);
}

describe("SHA-1", () => {
  test.each([
    ["", "da39a3ee5e6b4b0d3255bfef95601890afd80709"],
    ["abc", "a9993e364706816aba3e25717850c26c9cd0d89d"],
    ["abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "84983e441c3bd26ebaae4aa1f95129e5e54670f1"],
  ])("of %j", (text, digest) => {
    expect(sha1OfText(text)).toBe(digest);
  });

  test("of a million times a", () => {
    const sha = new Sha1();
    const piece = new Uint8Array(1000).fill(0x61);
    for (let round = 0; round < 1000; round++) sha.update(piece);
    expect(sha.digest()).toBe("34aa973cd4c4daa4f61eeb2bdbad27316534016f");
  });

  test("of every length around the block boundaries", () => {
    for (let length = 0; length < 200; length++) {
      const bytes = noise(length);
      expect(new Sha1().update(bytes).digest()).toBe(createHash("sha1").update(bytes).digest("hex"));
    }
  });

  test("does not depend on how the bytes are cut", () => {
    const bytes = noise(10_000);
    const expected = createHash("sha1").update(bytes).digest("hex");
    for (const step of [1, 7, 63, 64, 65, 1000, 4096]) {
      const sha = new Sha1();
      for (let at = 0; at < bytes.length; at += step) sha.update(bytes.subarray(at, at + step));
      expect(sha.digest()).toBe(expected);
    }
  });

  test("is fast enough not to slow an upload down", () => {
    const piece = noise(4 << 20);
    const sha = new Sha1().update(piece);
    const start = performance.now();
    for (let round = 0; round < 8; round++) sha.update(piece);
    expect(32 / ((performance.now() - start) / 1000)).toBeGreaterThan(60);
  });
});

describe("CRC-32", () => {
  test("of the standard check value", () => {
    expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
  });

  test.each([0, 1, 7, 8, 9, 4099])("of %i bytes, as bit by bit", (length) => {
    const bytes = noise(length);
    let slow = 0xffffffff;
    for (const byte of bytes) {
      slow ^= byte;
      for (let bit = 0; bit < 8; bit++) slow = (slow >>> 1) ^ (slow & 1 ? 0xedb88320 : 0);
    }
    expect(crc32(bytes)).toBe(~slow >>> 0);
    expect(crc32(new Uint8Array([9, ...bytes]).subarray(1))).toBe(~slow >>> 0);
  });
});
