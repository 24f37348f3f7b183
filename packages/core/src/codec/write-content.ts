import { CONTENT, CONTENT_WORDS } from "../abi.ts";
import type { GuestMemory } from "./guest-memory.ts";

/** Address of the content for `email` and `sensitive`. */
export function contentAddress(memory: GuestMemory): number {
  return memory.inputAddress + CONTENT_WORDS * 4;
}

/**
 * Writes the header words of the input of `email` and `sensitive`.
 *
 * @param bytes Length of the content that was written after them.
 * @param from Where findings may begin, in bytes of the content; everything before is context.
 */
export function writeContentWords(
  memory: GuestMemory,
  flags: number,
  bytes: number,
  from = 0,
): void {
  const head = memory.inputAddress >>> 2;
  memory.words[head + CONTENT.flags] = flags;
  memory.words[head + CONTENT.bytes] = bytes;
  memory.words[head + CONTENT.from] = from;
}
