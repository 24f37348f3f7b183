import type { Policy } from "./policy.ts";

/** A module's description of itself, from its custom section. */
export interface ModuleDescription {
  readonly abi: number;
  /** The policy that was compiled in, with every default filled in. */
  readonly policy?: Policy;
  readonly policyHash?: string;
  /** SHA-256, in hexadecimal, of the module without its custom sections. */
  readonly contentHash?: string;
  readonly rules?: readonly string[];
  /** Ids of the bots by category. A bot with several categories stands in each. */
  readonly bots?: Readonly<Record<string, readonly string[]>>;
  /** Hash of the sources and versions of the tools that built the module. */
  readonly provenance?: unknown;
}
