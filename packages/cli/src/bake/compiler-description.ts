import { readCustomSection } from "../binary/index.ts";
import { descriptionSection } from "./contract.ts";
import { BakeError } from "./errors.ts";

/** Where a module comes from. */
export interface Provenance {
  /** SHA-256, in hexadecimal, of everything that entered the module but the policy. */
  readonly sourceHash: string;
  /** Version of each tool that had a hand in it. */
  readonly tools: Readonly<Record<string, string>>;
}

/** What the custom section `snapwall` of a compiler module holds: it has no policy yet. */
export interface CompilerDescription {
  readonly abi: number;
  readonly provenance: Provenance;
  /** Half-open ranges of addresses with static data that only the initialiser reads. */
  readonly initialiserData: readonly AddressRange[];
  /** The same of what only functions of rules read that a bake may empty. */
  readonly ruleData: readonly RuleData[];
}

/** Static data, and all of the rules, parts of rules and optional exports that read it. */
export interface RuleData {
  readonly readers: readonly string[];
  readonly ranges: readonly AddressRange[];
}

/** Addresses from `start` up to and without `end`. */
export type AddressRange = readonly [start: number, end: number];

/**
 * Reads what a compiler module says of itself.
 *
 * @throws {BakeError} when it says nothing, or something else
 */
export function readCompilerDescription(compiler: Uint8Array): CompilerDescription {
  const section = readCustomSection(compiler, descriptionSection);
  try {
    const description: CompilerDescription = JSON.parse(new TextDecoder().decode(section));
    const { provenance, initialiserData, ruleData } = description;
    if (typeof provenance.sourceHash !== "string") throw new TypeError("no source hash");
    const ranges = [initialiserData, ...ruleData.map((data) => data.ranges)].flat();
    if (!ranges.flat().every(Number.isInteger)) throw new TypeError("no addresses");
    return description;
  } catch (cause) {
    const message = `not a Snapwall compiler module: its section "${descriptionSection}" does not describe one`;
    throw new BakeError("NOT_A_COMPILER", message, { cause });
  }
}
