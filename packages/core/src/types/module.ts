/** A bot that a snapshot knows by name. The first category is the one that a reason names. */
export interface BotDescription {
  readonly id: string;
  readonly categories: readonly string[];
}

/** A module's description of itself, from its custom section. */
export interface ModuleDescription {
  readonly abi: number;
  /** The policy that was compiled in, with every default filled in. */
  readonly policy?: unknown;
  readonly policyHash?: string;
  readonly rules?: readonly string[];
  readonly categories?: readonly string[];
  readonly bots?: readonly BotDescription[];
  /** Hash of the sources and versions of the tools that built the module. */
  readonly provenance?: unknown;
}
