import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { Miniflare } from "miniflare";
import { type OutputBundle, type Plugin, type RollupError, rollup } from "rollup";
import { expect, onTestFinished, test, vi } from "vitest";
import { judge, makeSite, policy, userAgents, worker } from "../../test/make-site.ts";
import snapwall, { type SnapwallPluginOptions } from "./index.ts";

// A bake takes two seconds, and a busy machine a multiple of that.
vi.setConfig({ testTimeout: 120_000 });

/** Resolves the packages of this project, as `@rollup/plugin-node-resolve` does. */
const packages: Plugin = {
  name: "packages",
  resolveId(source) {
    return source.startsWith("@snapwall/") ? import.meta.resolve(source).slice(7) : null;
  },
};

async function bundle(
  folder: string,
  options?: SnapwallPluginOptions,
  entryFileNames = "entry.js",
): Promise<OutputBundle> {
  const plugins = [snapwall(options), packages];
  const build = await rollup({ input: join(folder, "entry.js"), plugins });
  const { output } = await build.write({ dir: join(folder, "out"), entryFileNames });
  await build.close();
  return Object.fromEntries(output.map((file) => [file.fileName, file]));
}

test("by itself Rollup gets the bytes inlined, and Node runs the one file", async () => {
  const folder = makeSite({ "entry.js": judge, "policy.jsonc": policy });
  const files = await bundle(folder);
  expect(Object.keys(files)).toEqual(["entry.js"]);
  const run = (userAgent: string) =>
    execFileSync(process.execPath, ["out/entry.js", userAgent], { cwd: folder, encoding: "utf8" });
  expect(run(userAgents.ai)).toBe("deny\n");
  expect(run(userAgents.tool)).toBe("allow\n");
});

test("for workerd the module is a file of its own that the bundle imports", async () => {
  const folder = makeSite({ "entry.js": worker, "policy.jsonc": policy });
  const files = await bundle(folder, { target: "workerd" }, "server/entry.js");
  const modules = Object.keys(files).filter((name) => name.endsWith(".wasm"));
  expect(modules).toEqual([expect.stringMatching(/^assets\/policy-[\w-]+\.wasm$/)]);
  const miniflare = new Miniflare({
    cf: false,
    workers: [
      {
        config: {
          name: "guarded",
          compatibilityDate: "2026-11-01",
          manifest: {
            mainModule: "server/entry.js",
            modules: Object.fromEntries(
              Object.values(files).map((file) => [
                file.fileName,
                file.type === "chunk"
                  ? { type: "esm", contents: file.code }
                  : { type: "wasm", contents: Uint8Array.from(file.source as Uint8Array) },
              ]),
            ),
          },
        },
      },
    ],
  });
  onTestFinished(() => miniflare.dispose());
  const visit = async (userAgent: string) => {
    const headers = { "user-agent": userAgent };
    return (await miniflare.dispatchFetch("https://guarded.test/", { headers })).status;
  };
  expect(await visit(userAgents.ai)).toBe(403);
  expect(await visit(userAgents.tool)).toBe(200);
});

test("for Vercel's edge the import asks for a compiled module", async () => {
  const folder = makeSite({ "entry.js": worker, "policy.jsonc": policy });
  const { "entry.js": entry, ...others } = await bundle(folder, { target: "edge-light" });
  const [name] = Object.keys(others);
  expect(entry).toMatchObject({ code: expect.stringContaining(`from './${name}?module'`) });
});

test("a policy that nobody uses leaves nothing behind", async () => {
  const unused = 'import module from "./policy.jsonc?snapwall";\nexport const answer = 42;\n';
  const folder = makeSite({ "entry.js": unused, "policy.jsonc": policy });
  const { "entry.js": entry } = await bundle(folder);
  expect(entry).toMatchObject({ code: "const answer = 42;\n\nexport { answer };\n" });
});

test("a mistake in the policy is an error with its place and a picture of it", async () => {
  const mistaken = policy.replace("category:ai", "category:al");
  const folder = makeSite({ "entry.js": judge, "policy.jsonc": mistaken });
  const error: RollupError = await bundle(folder).catch((error) => error);
  expect(error).toMatchObject({
    plugin: "snapwall",
    id: join(folder, "policy.jsonc"),
    loc: { file: join(folder, "policy.jsonc"), line: 3, column: 21 },
  });
  expect(error.message).toContain('Unknown category "al"; did you mean "ai"?');
  expect(error.frame?.split("\n").slice(2, 4)).toEqual([
    '3 |   "bots": { "deny": ["category:al"], "missingUserAgent": "allow" },',
    "  |                      ^",
  ]);
});

test("a policy that is not there is an error that says who asked", async () => {
  const folder = makeSite({ "entry.js": judge });
  await expect(bundle(folder)).rejects.toThrow(
    `no such policy: ./policy.jsonc, imported by ${join(folder, "entry.js")}`,
  );
});

test.each([
  [{ target: "worker" }, 'got "worker"; did you mean "workerd"?'],
  [{ target: 3 }, "got 3"],
])("a target that there is not is refused: %j", (options, message) => {
  expect(() => snapwall(options as never)).toThrow(RangeError);
  expect(() => snapwall(options as never)).toThrow(message);
});
