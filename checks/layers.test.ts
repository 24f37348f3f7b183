import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { judgeImport, listImports, PACKAGE_IMPORTS } from "./layers.ts";

const root = new URL("..", import.meta.url);

function listSources(name: string): string[] {
  return globSync(`packages/${name}/src/**/*.{ts,js}`, { cwd: root })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => !/\.(test|fixture)\.ts$/.test(file));
}

test.each(Object.keys(PACKAGE_IMPORTS))("%s imports downwards only", (name) => {
  const files = listSources(name);
  expect(files).not.toEqual([]);
  const wrong = files.flatMap((file) => {
    return listImports(readFileSync(new URL(file, root), "utf8")).flatMap((specifier) => {
      const verdict = judgeImport(file, specifier);
      return verdict === undefined ? [] : [`${file}: ${verdict}`];
    });
  });
  expect(wrong).toEqual([]);
});

test("every package has its place in the layers", () => {
  const packages = globSync("packages/*/package.json", { cwd: root });
  expect(packages.map((path) => path.split(/[\\/]/)[1]).sort()).toEqual(
    Object.keys(PACKAGE_IMPORTS).sort(),
  );
});

test.each([
  ["packages/core/src/codec/request.ts", "../engine/instance.ts", "codec may not import engine"],
  ["packages/core/src/errors.ts", "./guard/guard.ts", "errors may not import guard"],
  ["packages/core/src/types.ts", "./index.ts", "types may not import index.ts"],
  ["packages/core/src/guard/guard.ts", "node:fs", "core stands alone, yet it imports node:fs"],
  ["packages/core/src/index.ts", "@snapwall/node", "core may not import @snapwall/node"],
  ["packages/core/src/wasm.ts", "../wasm/x.wasm", "core's caller brings the module"],
  ["packages/hono/src/index.ts", "@snapwall/vercel", "hono may not import @snapwall/vercel"],
  ["packages/node/src/index.ts", "snapwall", "node may not import snapwall"],
  ["packages/vercel/src/index.ts", "../wasm/x.wasm?module", "only a wasm.* file may name"],
  ["packages/node/src/load.ts", "../wasm/x.wasm", "only a wasm.* file may name"],
])("%s may not import %s", (file, specifier, verdict) => {
  expect(judgeImport(file, specifier)).toContain(verdict);
});

test.each([
  ["packages/core/src/guard/guard.ts", "../engine/instance.ts"],
  ["packages/core/src/codec/request.ts", "./words.ts"],
  ["packages/core/src/index.ts", "./guard/guard.ts"],
  ["packages/vercel/src/wasm.edge.ts", "../wasm/x.wasm?module"],
  ["packages/vercel/src/index.ts", "./wasm.edge.ts"],
  ["packages/deno/src/index.ts", "@snapwall/core"],
])("%s may import %s", (file, specifier) => {
  expect(judgeImport(file, specifier)).toBeUndefined();
});

test("imports are found in every form, and not in comments", () => {
  const text = `
    import a from "one";
    import type { B } from 'two';
    import "three";
    export * from "four";
    const five = await import("five");
    const six = new URL("six", import.meta.url);
    import source seven from "seven";
    const text = 'import eight from "no"';
    // import "no";
    /** import no from "no"; */
  `;
  const found = ["one", "two", "four", "seven", "three", "five", "six"];
  expect(listImports(text)).toEqual(found);
});
