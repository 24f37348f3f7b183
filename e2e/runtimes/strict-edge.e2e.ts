/** Vercel's edge as production has it: a realm in which no bytes may be compiled. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EdgeRuntime, runServer } from "edge-runtime";
import { build, type Plugin } from "esbuild";
import { expect, it } from "vitest";
import { installSite } from "../packages.ts";
import { describeRuntime } from "../suite.ts";
import { nodeFacts } from "./facts.ts";

describeRuntime({
  name: "Strict edge emulator",
  facts: { ...nodeFacts, address: { ip: null, claims: [] } },
  async start() {
    const cwd = await installSite({
      name: "strict-edge",
      files: ["fixtures/site", "fixtures/edge"],
      packages: ["vercel"],
    });
    const modules: string[] = [];
    const { outputFiles } = await build({
      absWorkingDir: cwd,
      entryPoints: ["fixtures/edge/server.ts"],
      bundle: true,
      write: false,
      format: "iife",
      conditions: ["edge-light", "worker"],
      plugins: [precompiledModules(modules)],
    });
    const runtime = strictRuntime(outputFiles[0]?.text ?? "", modules);
    const server = await runServer({ runtime, port: 0, host: "127.0.0.1" });
    const port = Number(new URL(server.url).port);
    return { port, output: () => "", stop: async () => void (await server.close()) };
  },
});

it("the strict edge emulator forbids compiling bytes, as production does", () => {
  const runtime = strictRuntime("", []);
  const compile = "new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))";
  expect(() => runtime.evaluate(compile)).toThrow(/disallowed by embedder/);
});

/** Hands each `*.wasm?module` over as a global that is compiled outside, as the platform does. */
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

function strictRuntime(initialCode: string, modules: readonly string[]) {
  const compiled = modules.map((path) => new WebAssembly.Module(readFileSync(path)));
  return new EdgeRuntime({
    initialCode,
    codeGeneration: { strings: false, wasm: false },
    extend: (context) => Object.assign(context, { __modules: compiled }),
  });
}
