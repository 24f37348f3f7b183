/** workerd through Miniflare's API, with a custom bundle and the module as a separate file. */
import { basename } from "node:path";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { installSite } from "../install.ts";
import { findFreePort } from "../process.ts";
import { describeRuntime } from "../suite.ts";
import { cloudflareFacts } from "./facts.ts";

describeRuntime({
  name: "Miniflare's API",
  facts: cloudflareFacts,
  async start() {
    const cwd = await installSite({
      name: "miniflare",
      files: ["fixtures/site", "fixtures/cloudflare"],
      packages: ["cloudflare"],
    });
    const port = await findFreePort();
    const miniflare = new Miniflare({
      host: "127.0.0.1",
      port,
      cf: false,
      enableDevRegistry: false,
      logRequests: false,
      workers: [
        {
          config: {
            name: "site",
            compatibilityDate: "2026-11-01",
            manifest: { mainModule: "plain.js", modules: await bundle(cwd) },
          },
        },
      ],
    });
    await miniflare.ready;
    return { port, output: () => "", stop: () => miniflare.dispose() };
  },
});

type WorkerModule = { type: "esm" | "wasm"; contents: string | Uint8Array };

async function bundle(cwd: string): Promise<Record<string, WorkerModule>> {
  const { outputFiles } = await build({
    absWorkingDir: cwd,
    entryPoints: ["fixtures/cloudflare/plain.ts"],
    outdir: "out",
    write: false,
    bundle: true,
    format: "esm",
    conditions: ["workerd", "worker"],
    loader: { ".wasm": "copy" },
  });
  return Object.fromEntries(
    outputFiles.map((file) => [
      basename(file.path),
      file.path.endsWith(".wasm")
        ? { type: "wasm", contents: file.contents }
        : { type: "esm", contents: file.text },
    ]),
  );
}
