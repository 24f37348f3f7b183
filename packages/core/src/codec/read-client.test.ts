import { expect, test } from "vitest";
import { fakeMemory } from "../../test/fake-memory.ts";
import { CAPACITY, OUTPUT_WORDS, REASON_WORDS } from "../abi.ts";
import { readAnswer } from "./read-answer.ts";
import { readClient } from "./read-client.ts";

const AT = (OUTPUT_WORDS + CAPACITY.reasons * REASON_WORDS) * 4;

/** A memory in which a guest has left an address. */
function memoryWith(hop: number, address: string, length = address.length) {
  const memory = { ...fakeMemory(["user-agent", "forwarded"]), clientSlot: 4 };
  const at = memory.outputAddress + AT;
  memory.words.set([hop, length], at / 4);
  memory.bytes.set(new TextEncoder().encode(address), at + 8);
  return memory;
}

test("an address is read with who said so", () => {
  expect(readClient(memoryWith(0, "192.0.2.1"))).toEqual({
    ip: "192.0.2.1",
    source: "connection",
  });
  expect(readClient(memoryWith(2, "2001:db8::1"))).toEqual({
    ip: "2001:db8::1",
    source: "forwarded[-2]",
  });
});

test("no address has no source", () => {
  expect(readClient(memoryWith(0, ""))).toEqual({ ip: null, source: null });
});

test("the longest address fits in what the guest has for it", () => {
  expect(AT + 8 + "ffff:".repeat(8).length - 1).toBeLessThanOrEqual(CAPACITY.outputBytes);
});

test("text that reaches beyond the buffer is refused", () => {
  expect(() => readClient(memoryWith(1, "192.0.2.1", 4096))).toThrow(
    new RangeError("The guest's address is malformed"),
  );
});

test("an answer without reasons carries the address, and is wiped", () => {
  const memory = memoryWith(1, "192.0.2.1");
  const answer = readAnswer(memory, [null, null, null, null, "for=192.0.2.1"], true);
  expect(answer).toMatchObject({ reasons: [], client: { ip: "192.0.2.1" } });
  const output = memory.bytes.subarray(memory.outputAddress).subarray(0, memory.outputBytes);
  expect(output.every((byte) => byte === 0)).toBe(true);
});

test("a module without the rule has none, whatever stands there", () => {
  const memory = { ...memoryWith(1, "192.0.2.1"), clientSlot: 0 };
  expect(readAnswer(memory, [null, null, null, null, null], true).client).toBeUndefined();
});
