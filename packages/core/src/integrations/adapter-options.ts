import type { GuardOptions } from "../options/guard-options.ts";

/** What an adapter's `snapwall` takes: the guard's options, and a module of one's own policy. */
export interface AdapterOptions<Context = unknown> extends GuardOptions<Context> {
  /**
   * A snapshot that `snapwall bake` made, compiled the way the runtime has it; the default policy's
   * when left out.
   *
   * The threat: an import that gave nothing would quietly put the default policy in the place of
   * one's own. So a `module` that is named and `undefined` is an error.
   */
  readonly module?: WebAssembly.Module;
}

/** The same for an adapter's `bare` entry, which has no module of its own and ships none. */
export interface BareOptions<Context = unknown> extends AdapterOptions<Context> {
  readonly module: WebAssembly.Module;
}
