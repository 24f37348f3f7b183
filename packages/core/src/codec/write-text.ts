/**
 * Longest text that is copied by a loop, in UTF-16 units. `TextEncoder.encodeInto` costs a call
 * however short the text is: into a view that is there, the loop wins up to about 20 units in Node
 * and 35 in Deno and workerd (measured in November 2026; at 128 units it is 2 to 6 times as slow).
 */
const MAX_LOOP_UNITS = 32;

let encoder: TextEncoder | undefined;

/**
 * Writes `text` as UTF-8 into `bytes` from `at`, not reaching `limit`; a lone surrogate becomes
 * U+FFFD.
 *
 * @param room A view from `at` to `limit`, where there is one already.
 * @returns The number of bytes written, or -1 when it does not fit; then nothing of it is left.
 */
export const writeText = /** @type {Eager} */ (
  function writeText(
    bytes: Uint8Array,
    at: number,
    limit: number,
    text: string,
    room?: Uint8Array,
  ): number {
    const units = text.length;
    // A unit takes at least one byte, so a text of a megabyte is refused without being read.
    if (units > limit - at) return -1;
    if (units <= MAX_LOOP_UNITS) {
      let i = 0;
      for (; i < units; i++) {
        const unit = text.charCodeAt(i);
        if (unit > 0x7f) break;
        bytes[at + i] = unit;
      }
      if (i === units) return units;
    }
    encoder ??= new TextEncoder();
    const { read, written } = encoder.encodeInto(text, room ?? bytes.subarray(at, limit));
    if (read === units) return written;
    bytes.fill(0, at, at + written);
    return -1;
  }
);
