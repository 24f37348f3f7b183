import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join, posix } from "node:path";
import { renderInlineModule } from "../render-inline.ts";
import { bakeOnce } from "./bake-once.ts";
import { explainMistake } from "./explain-mistake.ts";
import type { Bundle, PluginContext, SnapwallPlugin, ViteConfig } from "./host.ts";
import { chooseTarget, isServedByWorkerd, requireTarget, type Target } from "./target.ts";

/** Options of the plugin. */
export interface SnapwallPluginOptions {
  /**
   * How the module reaches the runtime. By default chosen by Vite's conditions for the environment
   * (`workerd`, which Cloudflare's plugin sets, or `edge-light`), otherwise `"inline"`.
   */
  readonly target?: Target | undefined;
}

const query = "?snapwall";
// Must not end in `.json`: bundlers have plugins that would parse it as JSON.
const loadedId = /^\0snapwall:(.+)\.js$/;
const emittedId = /snapwall-module:([\w$-]+)/g;

/**
 * Creates the Vite and Rollup plugin that bakes imported policies: `import module from
 * "./policy.json?snapwall"` imports the `WebAssembly.Module` that adapters accept. A mistake in the
 * policy is a build error with its line and column; during development, a changed policy is baked
 * again.
 *
 * @throws {RangeError} for an unknown target
 *
 * @example
 * ```ts
 * // vite.config.ts
 * import { cloudflare } from "@cloudflare/vite-plugin";
 * import snapwall from "snapwall/vite";
 * import { defineConfig } from "vite";
 *
 * export default defineConfig({ plugins: [cloudflare(), snapwall()] });
 * ```
 */
export function snapwall(options: SnapwallPluginOptions = {}): SnapwallPlugin {
  requireTarget(options.target);
  let config: ViteConfig | undefined;
  const emitted = new Map<string, Uint8Array>();

  return {
    name: "snapwall",
    enforce: "pre",
    configResolved(resolved) {
      config = resolved;
    },
    async resolveId(source, importer) {
      if (source.startsWith("snapwall-module:")) return { id: source, external: true };
      if (!source.endsWith(query)) return null;
      const path = source.slice(0, -query.length);
      const file = await this.resolve(path, importer, { skipSelf: true });
      if (file === null || file.external) {
        const from = importer === undefined ? "" : `, imported by ${importer}`;
        this.error({ message: `no such policy: ${path}${from}`, id: source });
      }
      return { id: `\0snapwall:${file.id}.js` };
    },
    async load(id) {
      const file = loadedId.exec(id)?.[1];
      if (file === undefined) return null;
      this.addWatchFile(file);
      const policy = await readFile(file, "utf8");
      let module: Uint8Array;
      try {
        module = await bakeOnce(policy);
      } catch (error) {
        this.error(explainMistake(error, file, policy));
      }
      const target = options.target ?? chooseTarget(this.environment);
      const code =
        config?.command === "serve"
          ? await renderServed(file, module, target, config)
          : renderBuilt(this, file, module, target, emitted);
      return { code, map: { mappings: "" }, moduleSideEffects: false };
    },
    renderChunk(code, chunk) {
      if (!code.includes("snapwall-module:")) return null;
      const folder = posix.dirname(chunk.fileName);
      const linked = code.replaceAll(emittedId, (_, reference: string) => {
        const path = posix.relative(folder, this.getFileName(reference));
        return path.startsWith(".") ? path : `./${path}`;
      });
      return { code: linked, map: null };
    },
    // For server builds, Vite omits assets, because it assumes that they are images and the like.
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        for (const reference of Object.values(bundle).flatMap(listReferences)) {
          const fileName = this.getFileName(reference);
          const source = emitted.get(reference);
          if (fileName in bundle || source === undefined) continue;
          this.emitFile({ type: "asset", fileName, source });
        }
      },
    },
  };
}

/**
 * Renders the import of a file that the bundle will contain; its name is known in `renderChunk`.
 */
function renderBuilt(
  context: PluginContext,
  file: string,
  module: Uint8Array,
  target: Target,
  emitted: Map<string, Uint8Array>,
): string {
  if (target === "inline") return renderInlineModule(module);
  const name = `${policyName(file)}.wasm`;
  const reference = context.emitFile({ type: "asset", name, source: module });
  emitted.set(reference, module);
  const suffix = target === "edge-light" ? "?module" : "";
  return renderImport(`snapwall-module:${reference}${suffix}`);
}

async function renderServed(
  file: string,
  module: Uint8Array,
  target: Target,
  config: ViteConfig,
): Promise<string> {
  if (target !== "workerd" || !isServedByWorkerd(config)) return renderInlineModule(module);
  const folder = join(config.cacheDir, "snapwall");
  // Named by content, because workerd caches what it has loaded by name.
  const hash = createHash("sha256").update(module).digest("hex").slice(0, 12);
  const path = join(folder, `${policyName(file)}-${hash}.wasm`);
  await mkdir(folder, { recursive: true });
  await writeFile(path, module);
  return renderImport(path.replaceAll("\\", "/"));
}

function renderImport(specifier: string): string {
  return `import module from ${JSON.stringify(specifier)};\nexport default module;\n`;
}

function listReferences(file: Bundle[string]): string[] {
  if (file.type !== "chunk") return [];
  return file.imports.flatMap((id) => [...id.matchAll(emittedId)].map(([, name]) => name ?? ""));
}

function policyName(file: string): string {
  return basename(file).replace(/\.jsonc?$/, "");
}
