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
 */
export function writeInput(memory: GuestMemory, parts: Parts): void {
  const { bytes, words, inputAddress } = memory;
  const head = inputAddress >>> 2;
  const lengths = head + INPUT_WORDS;
  const limit = inputAddress + memory.inputBytes - 1;
  let at = (lengths + parts.length) << 2;
  let flags = 0;
  for (let slot = 0; slot < parts.length; slot++) {
    const text = parts[slot] as string | null;
    let length = -1;
    if (text !== null) {
      length = writeText(bytes, at, limit, text);
      if (length === -1) flags = INPUT_FLAGS.oversized;
    }
    if (length === -1) {
      words[lengths + slot] = ABSENT;
    } else {
      words[lengths + slot] = length;
      at += length;
      bytes[at++] = 0;
    }
  }
  words[head + INPUT.flags] = flags;
  words[head + INPUT.slots] = parts.length;
}
