import type { Policy } from "./policy.ts";

/** A module's self-description, read from its custom section. */
export interface ModuleDescription {
  readonly abi: number;
  /** The compiled-in policy, with all defaults filled in. */
  readonly policy?: Policy;
  readonly policyHash?: string;
  /** SHA-256 of the module without its custom sections, in hexadecimal. */
  readonly contentHash?: string;
  readonly rules?: readonly string[];
  /** Bot ids by category. A bot with several categories is listed under each. */
  readonly bots?: Readonly<Record<string, readonly string[]>>;
  /** Hash of the sources, and versions of the tools, that the module was built with. */
  readonly provenance?: unknown;
}
