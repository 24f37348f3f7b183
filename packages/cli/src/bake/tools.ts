import type { Initialised } from "./initialise.ts";

/** The programs that a bake leaves the heavy work to. */
export interface BakeTools {
  /**
   * Name and version of each, for the provenance. What stands in for Wizer, where there is no binary
   * of it, gives the same bytes, so the two are not told apart there.
   */
  readonly versions: Readonly<Record<string, string>>;
  /** What takes the snapshot. */
  readonly snapshotter: "wizer" | "javascript";
  /**
   * Returns the compiler module as its initialiser leaves it.
   *
   * @param state what the initialiser leaves in this process, where it runs at the same time
   * @param signal stops the work: the policy turned out to have a mistake
   */
  snapshot(
    compiler: Uint8Array,
    policy: string,
    state: Promise<Initialised>,
    signal?: AbortSignal,
  ): Promise<Uint8Array>;
  /** Returns an equivalent module without what its exports do not reach; names are kept. */
  optimise(module: Uint8Array): Promise<Uint8Array>;
}
