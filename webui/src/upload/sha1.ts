/** SHA-1 (FIPS 180-4) fed piece by piece, because browsers only hash what is whole in memory, and only on secure pages. */
import { compress } from "./sha1rounds";

const BLOCK = 64;
const LENGTH_FIELD = 8;

export class Sha1 {
  readonly #hash = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);
  readonly #rest = new Uint8Array(BLOCK);
  #resting = 0;
  #total = 0;

  update(bytes: Uint8Array): this {
    this.#total += bytes.length;
    let start = 0;
    if (this.#resting > 0) {
      start = Math.min(BLOCK - this.#resting, bytes.length);
      this.#rest.set(bytes.subarray(0, start), this.#resting);
      this.#resting += start;
      if (this.#resting < BLOCK) return this;
      compress(this.#hash, this.#rest, 0, BLOCK);
    }
    const whole = start + Math.floor((bytes.length - start) / BLOCK) * BLOCK;
    compress(this.#hash, bytes, start, whole);
    this.#rest.set(bytes.subarray(whole));
    this.#resting = bytes.length - whole;
    return this;
  }

  /** The checksum in hexadecimal digits. Ends the use of this object. */
  digest(): string {
    const bits = this.#total * 8;
    const size = (this.#resting < BLOCK - LENGTH_FIELD ? BLOCK : 2 * BLOCK) - this.#resting;
    const padding = new Uint8Array(size);
    padding[0] = 0x80;
    const view = new DataView(padding.buffer);
    view.setUint32(size - 8, Math.floor(bits / 0x1_0000_0000));
    view.setUint32(size - 4, bits % 0x1_0000_0000);
    this.update(padding);
    return [...this.#hash].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }
}

/** The SHA-1 of a text in UTF-8, in hexadecimal digits. */
export function sha1OfText(text: string): string {
  return new Sha1().update(new TextEncoder().encode(text)).digest();
}
