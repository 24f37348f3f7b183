import type { Initialised } from "./initialise.ts";

/** The programs that a bake leaves the heavy work to. */
export interface BakeTools {
  /** Name and version of each, for the provenance. */
  readonly versions: Readonly<Record<string, string>>;
  /**
   * Returns the compiler module as its initialiser leaves it.
   *
   * @param state what the initialiser left when it ran in this process
   */
  snapshot(compiler: Uint8Array, policy: string, state: Initialised): Promise<Uint8Array>;
  /** Returns an equivalent module without what its exports do not reach; names are kept. */
  optimise(module: Uint8Array): Promise<Uint8Array>;
}
