import { INPUT_WORDS, SLOTS } from "../src/abi.ts";
import type { GuestMemory } from "../src/codec/guest-memory.ts";

/**
 * A guest's memory without a guest. The buffers are surrounded by other bytes, which must not
 * change.
 */
export function fakeMemory(
  headerNames: readonly string[],
  inputBytes = 4096,
  outputBytes = 4096,
): GuestMemory {
  const buffer = new ArrayBuffer(64 + inputBytes + 64 + outputBytes + 64);
  const bytes = new Uint8Array(buffer).fill(0xee);
  const inputAddress = 64;
  const outputAddress = inputAddress + inputBytes + 64;
  bytes.fill(0, inputAddress, inputAddress + inputBytes);
  bytes.fill(0, outputAddress, outputAddress + outputBytes);
  const words = new Uint32Array(buffer);
  const textAt = inputAddress + (INPUT_WORDS + SLOTS.length + headerNames.length) * 4;
  const texts = bytes.subarray(textAt, inputAddress + inputBytes);
  const input = { inputAddress, inputBytes, texts, content: undefined };
  return {
    bytes,
    words,
    ...input,
    outputAddress,
    outputBytes,
    headerNames,
    furtherNames: [],
    reads: 0,
    clientSlot: 0,
  };
}
