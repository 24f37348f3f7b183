import { CAPACITY, CLIENT, OUTPUT_WORDS, REASON_WORDS, SLOTS } from "../abi.ts";
import type { FoundClient } from "../types/answer.ts";
import type { GuestMemory } from "./guest-memory.ts";
import { readAscii } from "./read-text.ts";

/** Offset of the address in the answer, in words: after the space reserved for reasons. */
const CLIENT_AT = OUTPUT_WORDS + CAPACITY.reasons * REASON_WORDS;

/**
 * Reads the client address found by the rule `client` from the output buffer.
 *
 * @throws {RangeError} When it does not follow this ABI.
 */
export const readClient = /** @type {Eager} */ (
  function readClient(memory: GuestMemory): FoundClient {
    const { bytes, words, outputAddress, outputBytes } = memory;
    const at = (outputAddress >>> 2) + CLIENT_AT;
    const hop = words[at + CLIENT.hop] as number;
    const length = words[at + CLIENT.bytes] as number;
    const textAt = (at + CLIENT.text) * 4;
    if (textAt + length > outputAddress + outputBytes) {
      throw new RangeError("The guest's address is malformed");
    }
    if (length === 0) return { ip: null, source: null };
    const header = memory.headerNames[memory.clientSlot - SLOTS.length];
    return {
      ip: readAscii(bytes, textAt, length),
      source: hop === 0 ? "connection" : `${header}[-${hop}]`,
    };
  }
);
