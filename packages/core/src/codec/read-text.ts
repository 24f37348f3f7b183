/** Reads ASCII: ids, categories and header names are nothing else, and short. */
export const readAscii = /** @type {Eager} */ (
  function readAscii(bytes: Uint8Array, at: number, length: number): string {
    // Quicker than a `TextDecoder` for texts of this length, and much quicker the first time.
    const codes = bytes.subarray(at, at + length) as unknown as number[];
    return String.fromCharCode.apply(null, codes);
  }
);

/**
 * Converts an offset in the UTF-8 form of `text`, as {@link writeText} writes it, to an offset in
 * UTF-16 code units. An offset inside a character goes to its start, or to its end with `up`.
 */
export function toUtf16Offset(text: string, byteOffset: number, up: boolean): number {
  let at = 0;
  let units = 0;
  while (at < byteOffset && units < text.length) {
    const code = text.codePointAt(units) as number;
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (!up && at + size > byteOffset) break;
    at += size;
    units += size === 4 ? 2 : 1;
  }
  return units;
}
