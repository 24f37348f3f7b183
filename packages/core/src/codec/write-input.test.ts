import fc from "fast-check";
import { expect, test } from "vitest";
import { fakeMemory } from "../../test/fake-memory.ts";
import { ABSENT } from "../abi.ts";
import type { GuestMemory } from "./guest-memory.ts";
import { writeInput } from "./write-input.ts";

const INPUT_BYTES = 1024;
/** So many that some of the inputs below begin their text where a guest's do, and some elsewhere. */
const NAMES = ["a", "b"];

/** Reads the input as ARCHITECTURE.md describes it, with nothing shared with the writer. */
function readNaively(memory: GuestMemory): {
  flags: number;
  parts: (string | null)[];
  used: number;
} {
  const view = new DataView(memory.bytes.buffer, memory.inputAddress, memory.inputBytes);
  const count = view.getUint32(4, true);
  let at = 8 + count * 4;
  const parts: (string | null)[] = [];
  for (let slot = 0; slot < count; slot++) {
    const length = view.getUint32(8 + slot * 4, true);
    if (length === ABSENT) {
      parts.push(null);
      continue;
    }
    const bytes = new Uint8Array(view.buffer, view.byteOffset + at, length);
    parts.push(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
    expect(view.getUint8(at + length)).toBe(0);
    at += length + 1;
  }
  return { flags: view.getUint32(0, true), parts, used: at };
}

/** What must arrive: every part that fits, in order, lone surrogates replaced. */
function expectParts(parts: (string | null)[]): { flags: number; parts: (string | null)[] } {
  let room = INPUT_BYTES - 8 - parts.length * 4;
  let flags = 0;
  const arrived = parts.map((part) => {
    if (part === null) return null;
    const bytes = new TextEncoder().encode(part).length + 1;
    if (bytes > room) {
      flags = 1;
      return null;
    }
    room -= bytes;
    return part.replace(/\p{Surrogate}/gu, "\ufffd");
  });
  return { flags, parts: arrived };
}

const text = fc.oneof(
  { weight: 3, arbitrary: fc.string({ maxLength: 40 }) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 300 }) },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 })
      .map((units) => String.fromCharCode(...units)),
  },
  { weight: 1, arbitrary: fc.integer({ min: 900, max: 1100 }).map((n) => "x".repeat(n)) },
  { weight: 1, arbitrary: fc.integer({ min: 300, max: 520 }).map((n) => "é€".repeat(n)) },
);
const allParts = fc.array(fc.option(text), { minLength: 3, maxLength: 12 });

test("what is written is what a naive reader reads", () => {
  fc.assert(
    fc.property(allParts, (parts) => {
      const memory = fakeMemory(NAMES, INPUT_BYTES);
      writeInput(memory, parts);
      const { flags, parts: arrived } = readNaively(memory);
      expect({ flags, parts: arrived }).toEqual(expectParts(parts));
    }),
    { numRuns: 2000 },
  );
});

test("nothing is written beside the buffer, and nothing in it beyond what a guest wipes", () => {
  fc.assert(
    fc.property(allParts, (parts) => {
      const memory = fakeMemory(NAMES, INPUT_BYTES);
      writeInput(memory, parts);
      const { used } = readNaively(memory);
      memory.bytes.fill(0, memory.inputAddress, memory.inputAddress + used);
      expect(memory.bytes).toEqual(fakeMemory(NAMES, INPUT_BYTES).bytes);
    }),
    { numRuns: 1000 },
  );
});

test("a part fills the buffer to its last byte, and one byte more is too much", () => {
  const room = INPUT_BYTES - 8 - 3 * 4 - 1;
  const memory = fakeMemory(NAMES, INPUT_BYTES);
  writeInput(memory, [null, "x".repeat(room), null]);
  expect(readNaively(memory).flags).toBe(0);
  writeInput(memory, [null, "x".repeat(room + 1), null]);
  expect(readNaively(memory)).toMatchObject({ flags: 1, parts: [null, null, null] });
});

test("a megabyte is refused without being read", () => {
  const memory = fakeMemory(NAMES, INPUT_BYTES);
  const huge = "x".repeat(1 << 20);
  const started = performance.now();
  for (let i = 0; i < 10_000; i++) writeInput(memory, [null, null, huge]);
  expect(performance.now() - started).toBeLessThan(1000);
});
