import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { describeModule, readDataSegments } from "../binary/index.ts";
import { countTouchedPages, hostPageBytes } from "../touched-pages.ts";
import { type Baked, bakeModule } from "./bake.ts";
import { findTools } from "./node-tools.ts";

const compiler = new Uint8Array(
  readFileSync(new URL("../../../../wasm/artifacts/snapwall-compiler.wasm", import.meta.url)),
);
const minute = 60_000;
const content = { email: { fields: ["email"] }, sensitive: { custom: { a: "x{3}-[0-9]+" } } };
const bake = async (policy: object, options = {}) => {
  return bakeModule(compiler, JSON.stringify(policy), await findTools(options));
};

describe("a bake of a policy with rules for content", () => {
  let plain: Baked;
  let baked: Baked;
  beforeAll(async () => {
    [plain, baked] = await Promise.all([bake({ bots: {} }), bake({ bots: {}, ...content })]);
  }, minute);

  test("exports what they are asked by", () => {
    const names = (module: Uint8Array) => describeModule(module).exports.map(({ name }) => name);
    expect(names(baked.module)).toEqual([...names(plain.module), "email", "sensitive"]);
    expect(WebAssembly.validate(baked.module)).toBe(true);
  });

  test("writes to as many pages of a fresh instance as one without", () => {
    const pages = (module: Uint8Array) => countTouchedPages(module, hostPageBytes);
    expect(pages(baked.module)).toBe(pages(plain.module));
    const deferredBytes = (module: Uint8Array) => describeModule(module).passiveData.bytes;
    expect(deferredBytes(baked.module)).toBeGreaterThan(deferredBytes(plain.module) + 1000);
  });

  test("keeps what a browser's request needs apart from the names of bots", () => {
    const { data, passiveData } = describeModule(plain.module);
    expect(data.bytes).toBeLessThan(8 * 1024);
    expect(passiveData.bytes).toBeGreaterThan(24 * 1024);
    const segments = readDataSegments(plain.module);
    const holdsNames = ({ bytes }: { bytes: Uint8Array }) => Buffer.from(bytes).includes("GPTBOT");
    expect(segments.filter(holdsNames).map(({ active }) => active)).toEqual([false]);
  });

  test("has its tables in the module once, and room for them in its memory", () => {
    const order = readDataSegments(baked.module).map(({ active }) => active);
    expect(order[0]).toBe(false);
    expect(order).toEqual([...order].sort((a, b) => Number(a) - Number(b)));
    const end = describeModule(baked.module).memory?.minimum ?? 0;
    expect(baked.memoryInUse).toBeLessThanOrEqual(end * 65_536);
  });

  test(
    "gives the same bytes without Wizer",
    async () => {
      const without = await bake({ bots: {}, ...content }, { wizer: false });
      expect(Buffer.compare(without.module, baked.module)).toBe(0);
    },
    minute,
  );

  test(
    "has of two rules for content the code and the data of those that the policy has",
    async () => {
      const { module, droppedRules } = await bake({ email: {} });
      expect(droppedRules).toContain("sensitive");
      expect(module.length).toBeLessThan(baked.module.length);
      expect(describeModule(module).exports.map(({ name }) => name)).not.toContain("sensitive");
    },
    minute,
  );
});
