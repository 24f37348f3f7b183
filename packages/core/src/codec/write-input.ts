import { ABSENT, INPUT, INPUT_FLAGS, INPUT_WORDS } from "../abi.ts";
import type { GuestMemory } from "./guest-memory.ts";
import type { Parts } from "./read-parts.ts";
import { writeText } from "./write-text.ts";

/**
 * Writes the input of `check`: two words, the length of each part, then each part that is present
 * with a NUL after it. See "The ABI" in ARCHITECTURE.md.
 *
 * A part that does not fit is left out and the `oversized` flag is set: the guest then denies with
 * 431 rather than judge what it has not seen.
 *
 * @param known The flags that are known before.
 * @returns Whether all text that was written is ASCII, so that offsets in bytes are offsets in UTF-16.
 */
export const writeInput = /** @type {Eager} */ (
  function writeInput(memory: GuestMemory, parts: Parts, known = 0): boolean {
    const { bytes, words, inputAddress, firstText } = memory;
    const head = inputAddress >>> 2;
    const limit = inputAddress + memory.inputBytes - 1;
    let word = head + INPUT_WORDS;
    let at = (word + parts.length) << 2;
    let flags = known;
    let ascii = true;
    for (let slot = 0; slot < parts.length; slot++) {
      const text = parts[slot] as string | Uint8Array | null;
      let length = ABSENT;
      if (text !== null) {
        const room = at === firstText.byteOffset ? firstText : undefined;
        const written =
          typeof text === "string"
            ? writeText(bytes, at, limit, text, room)
            : writeBytes(bytes, at, limit, text);
        if (written === -1) {
          flags |= INPUT_FLAGS.oversized;
        } else {
          length = written;
          at += written;
          if (written !== text.length) ascii = false;
          bytes[at++] = 0;
        }
      }
      words[word++] = length;
    }
    words[head + INPUT.flags] = flags;
    words[head + INPUT.slots] = parts.length;
    return ascii;
  }
);

function writeBytes(to: Uint8Array, at: number, limit: number, from: Uint8Array): number {
  if (from.length > limit - at) return -1;
  to.set(from, at);
  return from.length;
}
