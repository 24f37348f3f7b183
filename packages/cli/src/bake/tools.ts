import type { Initialised } from "./initialise.ts";

/** The programs that do the heavy work of a bake. */
export interface BakeTools {
  /**
   * Name and version of each, for the provenance. The substitute for Wizer on platforms without a
   * binary gives the same bytes, so it is not distinguished.
   */
  readonly versions: Readonly<Record<string, string>>;
  /** The program that takes the snapshot. */
  readonly snapshotter: "wizer" | "javascript";
  /**
   * Returns the compiler module with the state that its initialiser leaves.
   *
   * @param state the result of the initialiser that runs in this process at the same time
   * @param signal aborts the work when the policy turns out to have a mistake
   */
  snapshot(
    compiler: Uint8Array,
    policy: string,
    state: Promise<Initialised>,
    signal?: AbortSignal,
  ): Promise<Uint8Array>;
  /** Returns an equivalent module without anything its exports do not reach; names are kept. */
  optimise(module: Uint8Array): Promise<Uint8Array>;
}
