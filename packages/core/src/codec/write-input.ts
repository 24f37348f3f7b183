import { ABSENT, INPUT, INPUT_FLAGS, INPUT_WORDS } from "../abi.ts";
import type { GuestMemory } from "./guest-memory.ts";
import type { Parts } from "./parts.ts";
import { encodeText, writeText } from "./write-text.ts";

/**
 * Writes the input of `check`: two words, the length of each part, then each present part followed
 * by a NUL. See "The ABI" in ARCHITECTURE.md.
 *
 * A part that does not fit is omitted and the `oversized` flag is set; the guest then denies with
 * 431 rather than judging an incomplete request.
 *
 * @param known Input flags that are already known.
 * @returns Whether all text written is ASCII, so that byte offsets equal UTF-16 offsets.
 */
export const writeInput = /** @type {Eager} */ (
  function writeInput(memory: GuestMemory, parts: Parts, known = 0): boolean {
    const { words, inputAddress } = memory;
    const head = inputAddress >>> 2;
    words[head + INPUT.flags] = known;
    words[head + INPUT.slots] = parts.length;
    return writeAtOnce(memory, parts) || writeOneByOne(memory, parts, known);
  }
);

/**
 * Writes parts that are ASCII and fit, the usual case, as one text: each call of the encoder is
 * expensive however short the text, while joining strings costs almost nothing.
 *
 * @returns Whether it succeeded; if not, nothing of the parts remains in the buffer.
 */
const writeAtOnce = /** @type {Eager} */ (
  function writeAtOnce(memory: GuestMemory, parts: Parts): boolean {
    const { bytes, words, inputAddress, texts } = memory;
    let word = (inputAddress >>> 2) + INPUT_WORDS;
    const at = (word + parts.length) << 2;
    if (at !== texts.byteOffset) return false;
    let joined = "";
    for (let slot = 0; slot < parts.length; slot++) {
      const part = parts[slot] as string | Uint8Array | null;
      if (part === null) {
        words[word++] = ABSENT;
      } else if (typeof part === "string") {
        words[word++] = part.length;
        joined += `${part}\0`;
      } else {
        return false;
      }
    }
    const units = joined.length;
    // A code unit takes at least one byte, so a huge text is refused without being read.
    if (units > texts.length) return false;
    const { written, read } = encodeText(joined, texts);
    if (written === units && read === units) return true;
    bytes.fill(0, at, at + written);
    return false;
  }
);

/** Writes parts one by one, including bytes and non-ASCII text, as many as fit. */
const writeOneByOne = /** @type {Eager} */ (
  function writeOneByOne(memory: GuestMemory, parts: Parts, known: number): boolean {
    const { bytes, words, inputAddress } = memory;
    const head = inputAddress >>> 2;
    const limit = inputAddress + memory.inputBytes - 1;
    let word = head + INPUT_WORDS;
    let at = (word + parts.length) << 2;
    let ascii = true;
    let oversized = 0;
    for (let slot = 0; slot < parts.length; slot++) {
      const part = parts[slot] as string | Uint8Array | null;
      let length = ABSENT;
      if (part !== null) {
        const written =
          typeof part === "string"
            ? writeText(bytes, at, limit, part)
            : writeBytes(bytes, at, limit, part);
        if (written === -1) {
          oversized = INPUT_FLAGS.oversized;
        } else {
          length = written;
          at += written;
          if (written !== part.length) ascii = false;
          bytes[at++] = 0;
        }
      }
      words[word++] = length;
    }
    words[head + INPUT.flags] = known | oversized;
    return ascii;
  }
);

function writeBytes(to: Uint8Array, at: number, limit: number, from: Uint8Array): number {
  if (from.length > limit - at) return -1;
  to.set(from, at);
  return from.length;
}
