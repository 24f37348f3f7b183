/** Reads ASCII text. Ids, categories and header names are all ASCII, and short. */
export const readAscii = /** @type {Eager} */ (
  function readAscii(bytes: Uint8Array, at: number, length: number): string {
    // Faster than a `TextDecoder` for texts of this length, and much faster the first time.
    const codes = bytes.subarray(at, at + length) as unknown as number[];
    return String.fromCharCode.apply(null, codes);
  }
);

/**
 * Derives a bot's id from its pattern's text, which is in capitals: each byte that is not a letter
 * or digit becomes `_`, except at the ends. Done here rather than in the guest, because the engine
 * would have to compile that function for the first request, at several times the cost of this
 * loop.
 */
export const readBotId = /** @type {Eager} */ (
  function readBotId(bytes: Uint8Array, at: number, length: number): string {
    let id = "";
    let delimiters = "";
    for (let i = at; i < at + length; i++) {
      const code = bytes[i] as number;
      if ((code >= 48 && code <= 57) || (code >= 65 && code <= 90)) {
        id += delimiters + String.fromCharCode(code);
        delimiters = "";
      } else if (id !== "") {
        delimiters += "_";
      }
    }
    return id;
  }
);

/**
 * Converts an offset in `text` as encoded by {@link writeText} to an offset in UTF-16 code units.
 * An offset inside a character moves to its start, or to its end if `up`.
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
