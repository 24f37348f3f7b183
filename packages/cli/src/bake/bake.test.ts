import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import {
  BinaryError,
  describeModule,
  readCustomSection,
  readGlobals,
  readMemory,
} from "../binary/index.ts";
import { type Baked, bakeModule } from "./bake.ts";
import { descriptionSection, shippedExports } from "./contract.ts";
import { BakeError, PolicyError } from "./errors.ts";
import { initialise } from "./initialise.ts";
import { findTools } from "./node-tools.ts";
import { scrub } from "./scrub.ts";
import { memoryImage, snapshot } from "./snapshot.ts";

const artifact = (name: string) => {
  const url = new URL(`../../../../wasm/artifacts/${name}`, import.meta.url);
  return new Uint8Array(readFileSync(url));
};
const compiler = artifact("snapwall-compiler.wasm");
const policy = '{ "bots": { "deny": ["category:ai"] } }';
const minute = 60_000;

describe("a bake of a policy", () => {
  let baked: Baked;
  const steps: string[] = [];
  beforeAll(async () => {
    baked = await bakeModule(compiler, policy, await findTools(), ({ name }) => steps.push(name));
  }, minute);

  test("gives a module without imports, start function or room to grow", () => {
    const { imports, exports, start, memory } = describeModule(baked.module);
    expect(imports).toEqual([]);
    expect(start).toBe(false);
    expect(exports.map(({ name }) => name).sort()).toEqual([...shippedExports].sort());
    expect(memory?.maximum).toBe(memory?.minimum);
    expect(WebAssembly.validate(baked.module)).toBe(true);
  });

  test("describes the policy in the module", () => {
    const text = new TextDecoder().decode(readCustomSection(baked.module, descriptionSection));
    expect(JSON.parse(text)).toEqual(baked.description);
    expect(baked.description.policy).toMatchObject({ bots: { deny: ["category:ai"] } });
    expect(baked.description.policyHash).toMatch(/^[0-9a-f]{64}$/);
  });

  test(
    "gives the same bytes again",
    async () => {
      const again = await bakeModule(compiler, policy, await findTools());
      expect(Buffer.compare(again.module, baked.module)).toBe(0);
    },
    minute,
  );

  test("keeps the code of the committed module, whatever the policy", () => {
    expect(describeModule(baked.module).functions).toEqual(
      describeModule(artifact("snapwall.wasm")).functions,
    );
  });

  test("tells each step as it is done", () => {
    expect(steps).toEqual(baked.steps.map(({ name }) => name));
    expect(steps[0]).toBe("snapshot");
  });
});

test(
  "a bake of the default policy is the committed module, byte for byte",
  async () => {
    const { module } = await bakeModule(compiler, "", await findTools());
    expect(Buffer.compare(module, artifact("snapwall.wasm"))).toBe(0);
  },
  minute,
);

test("a snapshot taken in JavaScript has the memory and the globals of Wizer's", async () => {
  const tools = await findTools();
  const state = await initialise(compiler, policy);
  // Dead stack aside: what is left there depends on how much each read of standard input gave.
  const wizers = scrub(compiler, await tools.snapshot(compiler, policy, Promise.resolve(state)));
  const ours = scrub(compiler, snapshot(compiler, state));
  const pages = readMemory(ours)?.minimum ?? 0;
  expect(tools.snapshotter).toBe("wizer");
  expect(readMemory(wizers)?.minimum).toBe(pages);
  expect(readGlobals(ours).map(({ value }) => value)).toEqual(
    readGlobals(wizers).map(({ value }) => value),
  );
  expect(Buffer.compare(memoryImage(ours, pages), memoryImage(wizers, pages))).toBe(0);
});

test(
  "a bake without Wizer gives the same bytes",
  async () => {
    const [withWizer, without] = await Promise.all([
      bakeModule(compiler, policy, await findTools()),
      bakeModule(compiler, policy, await findTools({ wizer: false })),
    ]);
    expect(Buffer.compare(without.module, withWizer.module)).toBe(0);
  },
  minute,
);

describe("a bake fails", () => {
  test("on a mistake in the policy, and says where and what was meant", async () => {
    const mistaken = '{\n  "bots": { "deny": ["GOOGLEBOTT"] }\n}';
    const failure = await bakeModule(compiler, mistaken, await findTools()).catch((error) => error);
    expect(failure).toBeInstanceOf(PolicyError);
    expect(failure).toMatchObject({ path: "bots.deny[0]", line: 2, column: 22 });
    expect(failure.suggestion).toBe("GOOGLEBOT");
  });

  test("on a policy that is no JSON", async () => {
    const failure = await bakeModule(compiler, "{", await findTools()).catch((error) => error);
    expect(failure).toBeInstanceOf(PolicyError);
    expect(failure).toMatchObject({ line: 1 });
  });

  test("on a snapshot in place of a compiler module", async () => {
    const failure = await bakeModule(artifact("snapwall.wasm"), "", await findTools()).catch(
      (e) => e,
    );
    expect(failure).toBeInstanceOf(BakeError);
    expect(failure.code).toBe("NOT_A_COMPILER");
  });

  test("on bytes that are no module", async () => {
    const failure = await bakeModule(new Uint8Array(9), "", await findTools()).catch(
      (error) => error,
    );
    expect(failure).toBeInstanceOf(BinaryError);
  });

  test(
    "when the optimiser refuses its arguments, with what it said",
    async () => {
      const tools = await findTools({ optimiserArguments: ["--no-such-pass"] });
      const failure = await bakeModule(compiler, "", tools).catch((error) => error);
      expect(failure).toMatchObject({ name: "BakeError", code: "TOOL_FAILED" });
      expect(failure.message).toContain("--no-such-pass");
    },
    minute,
  );
});
