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
   * How the module reaches the runtime. When left out, Vite's conditions for the environment say
   * it (`workerd`, which Cloudflare's plugin sets, or `edge-light`), else it is `"inline"`.
   */
  readonly target?: Target | undefined;
}

const query = "?snapwall";
// Not `policy.json`: every bundler has a plugin that would read that as JSON.
const loadedId = /^\0snapwall:(.+)\.js$/;
const emittedId = /snapwall-module:([\w$-]+)/g;

/**
 * Makes the plugin for Vite and Rollup that bakes an imported policy: `import module from
 * "./policy.json?snapwall"` gives the `WebAssembly.Module` that an adapter takes. A mistake in the
 * policy is an error of the build with its line and column; while developing, a changed policy is
 * baked again.
 *
 * @throws {RangeError} for a target that there is not
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
        this.error({ message: `there is no policy ${path}${from}`, id: source });
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
    // Vite leaves assets out of what it builds for a server, where it takes them for pictures.
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

/** Renders the import of a file that the bundle will have; its name is known in `renderChunk`. */
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
  // Another content, another name: workerd keeps what it has loaded under one.
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
