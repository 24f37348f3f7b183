import { readCustomSection } from "../binary/index.ts";
import { descriptionSection } from "./contract.ts";
import { BakeError } from "./errors.ts";

/** Where a module comes from. */
export interface Provenance {
  /** SHA-256, in hexadecimal, of everything the module was built from except the policy. */
  readonly sourceHash: string;
  /** Version of each tool involved. */
  readonly tools: Readonly<Record<string, string>>;
}

/** Content of the custom section `snapwall` of a compiler module, which has no policy yet. */
export interface CompilerDescription {
  readonly abi: number;
  readonly provenance: Provenance;
  /** Half-open address ranges of static data that only the initialiser reads. */
  readonly initialiserData: readonly AddressRange[];
  /** The same for static data that is read only by rule functions that a bake may empty. */
  readonly ruleData: readonly RuleData[];
}

/** Static data, and all the rules, parts of rules and optional exports that read it. */
export interface RuleData {
  readonly readers: readonly string[];
  readonly ranges: readonly AddressRange[];
}

/** Addresses from `start` up to `end`, exclusive. */
export type AddressRange = readonly [start: number, end: number];

/**
 * Reads a compiler module's self-description.
 *
 * @throws {BakeError} when it is missing or malformed
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
