import type { GuardOptions } from "../options/guard-options.ts";

/** Options of an adapter's `snapwall`: the guard's options, and a module with your own policy. */
export interface AdapterOptions<Context = unknown> extends GuardOptions<Context> {
  /**
   * A snapshot made by `snapwall bake`, compiled as the runtime requires. Defaults to the module
   * with the default policy.
   *
   * The threat: an import that yields `undefined` would silently replace your policy with the
   * default one. An explicit `module: undefined` is therefore an error.
   */
  readonly module?: WebAssembly.Module;
}

/** The same for an adapter's `bare` entry point, which ships without a module. */
export interface BareOptions<Context = unknown> extends AdapterOptions<Context> {
  readonly module: WebAssembly.Module;
}
