import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { descriptionSection } from "./bake/contract.ts";
import {
  BinaryError,
  describeModule,
  dropCustomSections,
  readCustomSection,
  setCustomSection,
} from "./binary/index.ts";
import { buildModule } from "./binary/module.fixture.ts";
import { examineModule } from "./examine-module.ts";
import { compilerModule, shippedModule } from "./wasm.ts";

const minute = 60_000;
const whole = Uint8Array.from(readFileSync(shippedModule));
const description = JSON.parse(
  new TextDecoder().decode(readCustomSection(whole, descriptionSection)),
);
const redescribe = (changes: object | string) => {
  const text =
    typeof changes === "string" ? changes : JSON.stringify({ ...description, ...changes });
  return setCustomSection(whole, descriptionSection, new TextEncoder().encode(text));
};
/** Where in the file a section's content begins. */
const placeOf = (bytes: Uint8Array, section: string) => {
  return describeModule(bytes).sections.find(({ name }) => name === section)?.offset;
};

/** What examining says, or nothing when it accepts the bytes; anything else than a fault is thrown. */
async function fault(bytes: Uint8Array<ArrayBuffer>): Promise<BinaryError | undefined> {
  try {
    await examineModule(bytes);
    return undefined;
  } catch (error) {
    if (error instanceof BinaryError) return error;
    throw error;
  }
}

test("the shipped module is what it says it is", async () => {
  const { module, binary, description: said } = await examineModule(whole);
  expect(WebAssembly.Module.imports(module)).toEqual([]);
  expect(binary.imports).toEqual([]);
  expect(said).toEqual(description);
});

test.each<[string, Uint8Array<ArrayBuffer>, string, number | string]>([
  ["nothing", new Uint8Array(), "not a WebAssembly module", 0],
  ["another module", buildModule(), 'custom section "snapwall" is missing', buildModule().length],
  [
    "a compiler module",
    Uint8Array.from(readFileSync(compilerModule)),
    "a compiler module, without a policy: run snapwall bake",
    "export",
  ],
  ["a module of another ABI", redescribe({ abi: 1 }), ", got ABI 1: bake the policy", "snapwall"],
  ["a description that is no JSON", redescribe("{"), "does not describe a module", "snapwall"],
  ["a description of nothing", redescribe("[]"), "does not describe a module", "snapwall"],
  ["another policy's text", redescribe({ policy: {} }), "is not what was baked", "snapwall"],
  [
    "a description without a hash",
    redescribe({ contentHash: undefined }),
    "not as it was baked",
    8,
  ],
])("%s is refused, with the place", async (_, bytes, message, offset) => {
  const error = await fault(bytes);
  expect(error?.message).toContain(message);
  expect(error?.offset).toBe(typeof offset === "string" ? placeOf(bytes, offset) : offset);
});

describe("a damaged file", () => {
  test(
    "cut anywhere is refused with a place inside of it",
    async () => {
      for (let length = 0; length < whole.length; length++) {
        const error = await fault(whole.subarray(0, length));
        if (error === undefined || error.offset > length) {
          expect.unreachable(`cut to ${length} bytes: ${error?.message ?? "accepted"}`);
        }
      }
    },
    5 * minute,
  );

  test(
    "with a bit flipped outside of its description is always refused",
    async () => {
      const rest = dropCustomSections(whole);
      // The description's own id is no other section's: there the two part ways.
      const start = rest.findIndex((byte, index) => byte !== whole[index]);
      const property = fc.asyncProperty(fc.nat(rest.length - 1), fc.nat(7), async (index, bit) => {
        const bytes = whole.slice();
        const position = index < start ? index : index + whole.length - rest.length;
        bytes[position] = (bytes[position] ?? 0) ^ (1 << bit);
        expect((await fault(bytes))?.offset).toBeLessThanOrEqual(bytes.length);
      });
      await fc.assert(property, { numRuns: 2000 });
    },
    5 * minute,
  );

  test(
    "with bytes changed anywhere is refused, or has the code and the data that were baked",
    async () => {
      const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
      const property = fc.asyncProperty(fc.array(change, { minLength: 1 }), async (changes) => {
        const bytes = whole.slice();
        for (const [position, value] of changes) bytes[position] = value;
        if ((await fault(bytes)) !== undefined) return;
        expect(dropCustomSections(bytes)).toEqual(dropCustomSections(whole));
      });
      await fc.assert(property, { numRuns: 1000 });
    },
    5 * minute,
  );
});
