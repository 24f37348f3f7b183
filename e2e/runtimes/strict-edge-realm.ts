/**
 * A realm like Vercel's edge in production: it receives compiled modules and cannot compile any.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EdgeRuntime, runServer } from "edge-runtime";
import { build, type Plugin } from "esbuild";
import type { Child } from "../process.ts";

/** Bundles an entry that listens for `fetch` events, and serves it in a strict realm. */
export async function serveStrictEdge(cwd: string, entry: string): Promise<Child> {
  const modules: string[] = [];
  const { outputFiles } = await build({
    absWorkingDir: cwd,
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "iife",
    conditions: ["edge-light", "worker"],
    plugins: [precompiledModules(modules)],
  });
  const runtime = createStrictRealm(outputFiles[0]?.text ?? "", modules);
  const server = await runServer({ runtime, port: 0, host: "127.0.0.1" });
  const port = Number(new URL(server.url).port);
  return { port, output: () => "", stop: async () => void (await server.close()) };
}

/** @param modules paths of the modules that are provided, compiled, in `__modules` */
export function createStrictRealm(initialCode: string, modules: readonly string[]) {
  const compiled = modules.map((path) => new WebAssembly.Module(readFileSync(path)));
  return new EdgeRuntime({
    initialCode,
    codeGeneration: { strings: false, wasm: false },
    extend: (context) => Object.assign(context, { __modules: compiled }),
  });
}

/** Replaces each `*.wasm?module` with a global that is compiled outside, as the platform does. */
function precompiledModules(modules: string[]): Plugin {
  return {
    name: "precompiled-modules",
    setup(pluginBuild) {
      pluginBuild.onResolve({ filter: /\.wasm\?module$/ }, ({ path, resolveDir }) => ({
        path: join(resolveDir, path.replace(/\?module$/, "")),
        namespace: "precompiled",
      }));
      pluginBuild.onLoad({ filter: /.*/, namespace: "precompiled" }, ({ path }) => ({
        contents: `export default globalThis.__modules[${modules.push(path) - 1}];`,
      }));
    },
  };
}
