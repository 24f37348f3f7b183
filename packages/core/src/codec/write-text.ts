let encoder: TextEncoder | undefined;

/**
 * Number of texts still to be written unit by unit. Calling the encoder for the first time costs as
 * much as four hundred iterations of an uncompiled loop, and a first request would wait for it.
 */
let firstTexts = 2;

/** Longest text, in UTF-16 code units, for which that is faster. */
const MAX_FIRST_UNITS = 256;

/** Encodes as much of `text` as fits into `room`, as UTF-8. */
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
 * Writes `text` as UTF-8 into `bytes` from `at` up to `limit`, exclusive. A lone surrogate becomes
 * U+FFFD.
 *
 * @returns The number of bytes written, or -1 if it does not fit; nothing of it then remains.
 */
export function writeText(bytes: Uint8Array, at: number, limit: number, text: string): number {
  // A code unit takes at least one byte, so a huge text is refused without being read.
  if (text.length > limit - at) return -1;
  const { read, written } = encodeText(text, bytes.subarray(at, limit));
  if (read === text.length) return written;
  bytes.fill(0, at, at + written);
  return -1;
}

/**
 * Longest text that is faster to write unit by unit than with an encoder, in UTF-16 code units.
 */
const SHORT_UNITS = 64;

/**
 * Writes a short text as UTF-8 into `bytes` at `at`; there must be room for it. Longer texts, and
 * texts with surrogates, are left to an encoder.
 *
 * @returns The number of bytes written, or -1 for any other text; the caller must then overwrite
 * what was written of it.
 */
export function writeShortText(bytes: Uint8Array, at: number, text: string): number {
  return text.length > SHORT_UNITS ? -1 : writeUnits(bytes, at, text);
}

/** Maximum UTF-8 bytes per code unit that is not a surrogate. */
const MAX_UNIT_BYTES = 3;

/** Writes a text unit by unit. Returns the number of bytes, or -1 on reaching a surrogate. */
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
