/**
 * The used parts of Vite's and Rollup's plugin interfaces, so that neither is a dependency. A test
 * checks the plugin against the types of both.
 *
 * @module
 */

/** A mistake and its position: `line` counts from 1, `column` from 0, as in Rollup. */
export interface Mistake {
  readonly message: string;
  readonly id: string;
  readonly loc?: { readonly file: string; readonly line: number; readonly column: number };
  readonly frame?: string;
  readonly cause?: unknown;
}

/** One of the environments that Vite builds for; Rollup has none. */
export interface Environment {
  readonly config: { readonly resolve: { readonly conditions: readonly string[] } };
}

/** The `this` of the hooks. */
export interface PluginContext {
  readonly environment?: Environment;
  addWatchFile(file: string): void;
  emitFile(asset: { type: "asset"; name?: string; fileName?: string; source: Uint8Array }): string;
  error(mistake: Mistake): never;
  getFileName(reference: string): string;
  resolve(
    source: string,
    importer?: string,
    options?: { skipSelf: boolean },
  ): Promise<{ readonly id: string; readonly external: unknown } | null>;
}

/** The used part of Vite's resolved configuration. */
export interface ViteConfig {
  readonly command: "build" | "serve";
  readonly cacheDir: string;
  readonly plugins: readonly { readonly name: string }[];
}

/** A plugin of Vite 6 to 8 and of Rollup 4. */
export interface SnapwallPlugin {
  readonly name: "snapwall";
  readonly enforce: "pre";
  configResolved(config: ViteConfig): void;
  resolveId(
    this: PluginContext,
    source: string,
    importer: string | undefined,
  ): Promise<{ id: string; external?: true } | null>;
  load(
    this: PluginContext,
    id: string,
  ): Promise<{ code: string; map: { mappings: "" }; moduleSideEffects: false } | null>;
  renderChunk(
    this: PluginContext,
    code: string,
    chunk: { readonly fileName: string },
  ): { code: string; map: null } | null;
  readonly generateBundle: {
    readonly order: "post";
    handler(this: PluginContext, output: unknown, bundle: Bundle): void;
  };
}

/** The used part of a bundle: which file imports what. */
export type Bundle = Readonly<
  Record<
    string,
    { readonly type: "asset" } | { readonly type: "chunk"; readonly imports: string[] }
  >
>;
