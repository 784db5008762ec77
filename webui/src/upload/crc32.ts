/** CRC-32 as zlib computes it, eight bytes at a step. */

const POLYNOMIAL = 0xedb88320;
const STEP = 8;

/** Row r continues a byte's remainder over r further zero bytes (slicing by eight). */
function makeTables(): Int32Array {
  const tables = new Int32Array(STEP * 256);
  for (let byte = 0; byte < 256; byte++) {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? POLYNOMIAL : 0);
    tables[byte] = remainder;
  }
  for (let index = 256; index < tables.length; index++) {
    const previous = tables[index - 256]!;
    tables[index] = (previous >>> 8) ^ (tables[previous & 255]!);
  }
  return tables;
}

const TABLES = makeTables();

/** The checksum of `bytes` as an unsigned 32-bit number. */
export function crc32(bytes: Uint8Array): number {
  const t = TABLES;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const aligned = bytes.length - (bytes.length % STEP);
  let crc = -1;
  let i = 0;
  for (; i < aligned; i += STEP) {
    const low = view.getInt32(i, true) ^ crc;
    const high = view.getInt32(i + 4, true);
    crc =
      (t[1792 + (low & 255)]!) ^
      (t[1536 + ((low >>> 8) & 255)]!) ^
      (t[1280 + ((low >>> 16) & 255)]!) ^
      (t[1024 + (low >>> 24)]!) ^
      (t[768 + (high & 255)]!) ^
      (t[512 + ((high >>> 8) & 255)]!) ^
      (t[256 + ((high >>> 16) & 255)]!) ^
      (t[high >>> 24]!);
  }
  for (; i < bytes.length; i++) crc = (crc >>> 8) ^ (t[(crc ^ (bytes[i]!)) & 255]!);
  return ~crc >>> 0;
}
