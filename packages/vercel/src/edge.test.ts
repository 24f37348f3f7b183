import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { EdgeRuntime } from "edge-runtime";
import { build, type Plugin } from "esbuild";
import { beforeAll, expect, test } from "vitest";

const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

/** As strict as production, where a Wasm module is given and never compiled from bytes. */
let edge: EdgeRuntime;

beforeAll(async () => {
  const modules = new Map<string, WebAssembly.Module>();
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("../test/middleware.ts", import.meta.url))],
    write: false,
    bundle: true,
    format: "iife",
    conditions: ["edge-light"],
    plugins: [precompile(modules)],
  });
  edge = new EdgeRuntime({
    codeGeneration: { strings: false, wasm: false },
    extend: (context) => Object.assign(context, { modules }),
    initialCode: outputFiles[0]?.text ?? "",
  });
});

test("the emulator forbids compiling bytes", () => {
  const empty = "new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))";
  expect(() => edge.evaluate(empty)).toThrow("disallowed by embedder");
});

test("the middleware answers a bot at the edge", async () => {
  const response = await visit("curl/8.15.0");
  expect(response.status).toBe(403);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
});

test("the middleware lets a browser go on at the edge", async () => {
  const response = await visit(CHROME);
  expect(response.headers.get("x-middleware-next")).toBe("1");
});

function visit(userAgent: string) {
  return edge.dispatchFetch("https://guarded.test/", { headers: { "user-agent": userAgent } });
}

/** Hands over each `*.wasm?module` as a module that was compiled outside, as the platform does. */
function precompile(modules: Map<string, WebAssembly.Module>): Plugin {
  return {
    name: "precompile",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /\.wasm\?module$/ }, ({ path, resolveDir }) => {
        return { path: join(resolveDir, path.replace("?module", "")), namespace: "precompiled" };
      });
      onLoad({ filter: /.*/, namespace: "precompiled" }, ({ path }) => {
        modules.set(path, new WebAssembly.Module(readFileSync(path)));
        return { contents: `export default modules.get(${JSON.stringify(path)});` };
      });
    },
  };
}
