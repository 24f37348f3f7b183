import type { GuestMemory } from "./guest-memory.ts";
import { writeText } from "./write-text.ts";

/** One `configure` operation, and the option it comes from. */
export interface ConfigureEntry {
  /** One of `CONFIGURE`. */
  readonly op: number;
  readonly text: string;
  /** The option's path, for messages: `bots.deny[2]`. */
  readonly path: string;
}

/**
 * Writes the input of `configure`: the number of entries, then for each its operation, length in
 * bytes, and text padded with NULs to a multiple of four.
 *
 * @returns Whether everything fit.
 */
export function writeConfiguration(
  memory: GuestMemory,
  entries: readonly ConfigureEntry[],
): boolean {
  const { bytes, words, inputAddress } = memory;
  const limit = inputAddress + memory.inputBytes;
  words[inputAddress >>> 2] = entries.length;
  let at = inputAddress + 4;
  for (const { op, text } of entries) {
    const length = at + 8 > limit ? -1 : writeText(bytes, at + 8, limit, text);
    if (length === -1) return false;
    words[at >>> 2] = op;
    words[(at >>> 2) + 1] = length;
    const end = at + 8 + length;
    at = (end + 3) & ~3;
    bytes.fill(0, end, at);
  }
  return true;
}
