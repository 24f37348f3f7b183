import { CONTENT, CONTENT_WORDS } from "../abi.ts";
import type { GuestMemory } from "./guest-memory.ts";

/** Where the content of `email` and `sensitive` stands in memory. */
export function contentAddress(memory: GuestMemory): number {
  return memory.inputAddress + CONTENT_WORDS * 4;
}

/**
 * Writes the words before the content: the input of `email` and `sensitive`.
 *
 * @param bytes How long the content is that was written behind them.
 * @param from Where findings may begin, in bytes of the content; what comes before is context.
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
