let encoder: TextEncoder | undefined;

/**
 * How many texts are still written unit by unit: asking an encoder for the first time costs as much as
 * four hundred turns of a loop that is not compiled yet, and a first request waits for it.
 */
let firstTexts = 2;

/** Longest text, in UTF-16 code units, for which that is worth it. */
const MAX_FIRST_UNITS = 256;

/** Encodes `text` as UTF-8 into `room`, as much of it as fits. */
export const encodeText = /** @type {Eager} */ (
  function encodeText(text: string, room: Uint8Array): TextEncoderEncodeIntoResult {
    if (firstTexts > 0) {
      firstTexts--;
      const read = text.length;
      const fits = read <= MAX_FIRST_UNITS && read * MAX_UNIT_BYTES <= room.length;
      const written = fits ? writeUnits(room, 0, text) : -1;
      if (written !== -1) return { read, written };
    }
    encoder ??= new TextEncoder();
    return encoder.encodeInto(text, room);
  }
);

/**
 * Writes `text` as UTF-8 into `bytes` from `at`, not reaching `limit`; a lone surrogate becomes
 * U+FFFD.
 *
 * @returns The number of bytes written, or -1 when it does not fit; then nothing of it is left.
 */
export function writeText(bytes: Uint8Array, at: number, limit: number, text: string): number {
  // A unit takes at least one byte, so a text of a megabyte is refused without being read.
  if (text.length > limit - at) return -1;
  const { read, written } = encodeText(text, bytes.subarray(at, limit));
  if (read === text.length) return written;
  bytes.fill(0, at, at + written);
  return -1;
}

/** Longest text that is written unit by unit: handing one to an encoder costs as much. */
const SHORT_UNITS = 64;

/**
 * Writes a short text as UTF-8 into `bytes` at `at`, where there is room for it. One that is longer, or
 * has a surrogate, is for an encoder.
 *
 * @returns The number of bytes written, or -1 for any other text; what was written of it is for the
 * caller to write over.
 */
export function writeShortText(bytes: Uint8Array, at: number, text: string): number {
  return text.length > SHORT_UNITS ? -1 : writeUnits(bytes, at, text);
}

/** Most bytes that a unit takes. */
const MAX_UNIT_BYTES = 3;

/** Writes a text unit by unit, up to a surrogate; then it returns -1, else the number of bytes. */
const writeUnits = /** @type {Eager} */ (
  function writeUnits(bytes: Uint8Array, at: number, text: string): number {
    const { length } = text;
    let end = at;
    for (let i = 0; i < length; i++) {
      const unit = text.charCodeAt(i);
      if (unit < 0x80) {
        bytes[end++] = unit;
      } else if (unit < 0x800) {
        bytes[end++] = 0xc0 | (unit >>> 6);
        bytes[end++] = 0x80 | (unit & 0x3f);
      } else if (unit < 0xd800 || unit > 0xdfff) {
        bytes[end++] = 0xe0 | (unit >>> 12);
        bytes[end++] = 0x80 | ((unit >>> 6) & 0x3f);
        bytes[end++] = 0x80 | (unit & 0x3f);
      } else {
        return -1;
      }
    }
    return end - at;
  }
);
