import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listPackages, type PackedPackage, packPackage, ROOT } from "./pack.ts";

/** Modules that a package carries; a package that is not named carries none. */
const MODULES: Readonly<Record<string, readonly string[]>> = {
  "packages/cloudflare": ["snapwall.wasm"],
  "packages/vercel": ["snapwall.wasm"],
  "packages/deno": ["snapwall.wasm"],
  "packages/node": ["snapwall.wasm"],
  "packages/cli": ["snapwall.wasm", "snapwall-compiler.wasm"],
};

/** What may be in a package; the rest of the repository stays at home. */
const ALLOWED =
  /^((package|policy\.schema)\.json|README\.md|LICENSE|NOTICE|(dist|src|wasm|bin)\/.+)$/;
/** What exports of a package share; each build takes those of the last one away. */
const CHUNK = /^dist\/chunk-.+/;
const TESTS = /\.(test|fixture)\.|(^|\/)(tests?|fixtures|testing)\/|\.tsbuildinfo$/;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "snapwall-pack-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(listPackages())("%s, packed", (name) => {
  let packed: PackedPackage;
  beforeAll(() => {
    packed = packPackage(name, folder);
  });

  test("holds its licence and its README", () => {
    expect(packed.files).toEqual(expect.arrayContaining(["package.json", "README.md", "LICENSE"]));
    expect(readFileSync(join(ROOT, name, "LICENSE"))).toEqual(readFileSync(join(ROOT, "LICENSE")));
  });

  test("holds no tests and nothing from outside its folders", () => {
    expect(packed.files.filter((file) => !ALLOWED.test(file) || TESTS.test(file))).toEqual([]);
  });

  test("holds nothing built from a source that is gone", () => {
    const gone = packed.files.filter((file) => {
      const source = /^dist\/(.+)\.(?:js|d\.ts)$/.exec(file.replace(CHUNK, ""))?.[1];
      if (source === undefined) return false;
      return !["ts", "js"].some((kind) => packed.files.includes(`src/${source}.${kind}`));
    });
    expect(gone, "delete dist/ and build again").toEqual([]);
  });

  test("holds the modules that it loads, and the notice of their data", () => {
    const modules = packed.files.filter((file) => file.endsWith(".wasm"));
    expect(modules.sort()).toEqual((MODULES[name] ?? []).map((file) => `wasm/${file}`).sort());
    if (modules.length > 0) expect(packed.files).toContain("wasm/NOTICE.md");
  });

  test("has nothing that publint would say", async () => {
    const tarball = new Uint8Array(readFileSync(packed.tarball)).buffer;
    const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg as object))).toEqual([]);
  });

  test("has types that resolve for everyone who can import it", () => {
    const attw = join(ROOT, "node_modules/@arethetypeswrong/cli/dist/index.js");
    const options = ["--profile", "esm-only", "--format", "ascii", "--no-emoji", "--no-color"];
    const run = spawnSync(process.execPath, [attw, packed.tarball, ...options], {
      encoding: "utf8",
    });
    expect(run.status, run.stdout + run.stderr).toBe(0);
  });
});
