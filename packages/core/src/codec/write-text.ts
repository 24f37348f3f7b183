let encoder: TextEncoder | undefined;

/** Encodes `text` as UTF-8 into `room`, as much of it as fits. */
export const encodeText = /** @type {Eager} */ (
  function encodeText(text: string, room: Uint8Array): TextEncoderEncodeIntoResult {
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
