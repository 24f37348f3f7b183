import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readCompilerDescription } from "../../packages/cli/src/bake/compiler-description.ts";
import {
  descriptionSection,
  optionalExports,
  shippedExports,
} from "../../packages/cli/src/bake/contract.ts";
import { memoryImage } from "../../packages/cli/src/bake/snapshot.ts";
import {
  describeModule,
  readCustomSection,
  readFunctionNames,
} from "../../packages/cli/src/binary/index.ts";
import { countTouchedPages, hostPageBytes } from "../../packages/cli/src/touched-pages.ts";
import { readAbiDefinition } from "../abi/definition.ts";
import { type FunctionNames, hashCode, readManifest, sha256 } from "./manifest.ts";
import { artifacts, files } from "./paths.ts";
import { hashSources } from "./source-hash.ts";

const read = (file: string) => new Uint8Array(readFileSync(join(artifacts, file)));
const snapshot = read(files.snapshot);
const compiler = read(files.compiler);
const manifest = readManifest();
const names: FunctionNames = JSON.parse(readFileSync(join(artifacts, files.names), "utf8"));

describe("the manifest", () => {
  test("is of the sources as they are: else run npm run build:wasm", () => {
    expect(manifest?.sourceHash).toBe(hashSources());
  });

  test.each([files.snapshot, files.compiler])("is of the committed %s", (file) => {
    expect(manifest?.modules[file]?.sha256).toBe(sha256(read(file)));
    expect(manifest?.modules[file]?.raw).toBe(read(file).length);
  });
});

describe("the shipped module", () => {
  const { imports, exports, start, memory, data } = describeModule(snapshot);

  test("imports nothing and runs nothing when it is instantiated", () => {
    expect(imports).toEqual([]);
    expect(start).toBe(false);
  });

  test("exports what the ABI says and nothing else", () => {
    const abi = readAbiDefinition();
    expect(exports.map(({ name, kind }) => `${kind} ${name}`).sort()).toEqual([
      "function check",
      "function configure",
      "global layout",
      "memory memory",
    ]);
    expect([...shippedExports].sort()).toEqual(Object.values(abi.exports).sort());
    expect([...optionalExports].sort()).toEqual(Object.values(abi.optionalExports).sort());
    expect(descriptionSection).toBe(abi.customSection);
  });

  test("has a memory that cannot grow, of at most eight pages", () => {
    expect(memory?.maximum).toBe(memory?.minimum);
    expect(memory?.minimum).toBeLessThanOrEqual(8);
  });

  test("holds none of the constants that only the compiler half reads", () => {
    const { initialiserData } = readCompilerDescription(compiler);
    const image = memoryImage(snapshot, memory?.minimum ?? 0);
    expect(initialiserData.length).toBeGreaterThan(0);
    for (const [start, end] of initialiserData) {
      expect(image.subarray(start, end).every((byte) => byte === 0)).toBe(true);
    }
    const message = "Unterminated string literal";
    expect(Buffer.from(compiler).includes(message)).toBe(true);
    expect(Buffer.from(snapshot).includes(message)).toBe(false);
  });

  test("has dense data", () => {
    expect(data.segments).toBeLessThan(64);
  });

  test("copies data into no more than two pages of the host's when it is instantiated", () => {
    expect(countTouchedPages(snapshot, hostPageBytes)).toBeLessThanOrEqual(2);
  });

  test("describes itself", () => {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(
      readCustomSection(snapshot, descriptionSection),
    );
    const description = JSON.parse(text);
    expect(description).toMatchObject({
      abi: readAbiDefinition().version,
      policyHash: sha256(new TextEncoder().encode(JSON.stringify(description.policy))),
      provenance: { sourceHash: manifest?.sourceHash, tools: manifest?.tools },
    });
    expect(description.rules).toContain("bots");
    expect(description.bots.ai).toContain("GPTBOT");
    expect(Object.values(description.bots).flat().length).toBeGreaterThan(500);
  });

  test("carries no custom section but its description", () => {
    const custom = describeModule(snapshot).sections.filter((section) => section.custom);
    expect(custom.map(({ name }) => name)).toEqual([descriptionSection]);
  });
});

describe("the named build", () => {
  /** Parts of the names of functions that read JSON, build automata or compile a policy. */
  const compilerHalf = /json|serde|aho_corasick|snapwall_compiler|strsim|HashMap|alloc/i;

  test.each([
    [files.snapshot, snapshot],
    [files.compiler, compiler],
  ])("of %s has the same code", (file, module) => {
    expect(names[file]?.codeSha256).toBe(hashCode(module));
    expect(names[file]?.functions).toHaveLength(describeModule(module).functions.count);
  });

  test("of the shipped module has no function of the compiler half", () => {
    expect(names[files.snapshot]?.functions.filter((name) => compilerHalf.test(name))).toEqual([]);
    expect(names[files.snapshot]?.functions).toContain("check");
  });

  test("of the compiler module has them", () => {
    const functions = names[files.compiler]?.functions.join("\n");
    expect(functions).toMatch(/snapwall_compiler/);
    expect(functions).toMatch(/jsonc_parser/);
  });

  test("is not what is shipped", () => {
    expect(readFunctionNames(snapshot).size).toBe(0);
  });
});
