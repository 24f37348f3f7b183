import { readCustomSection } from "../binary/index.ts";
import { rulesSection } from "./contract.ts";
import { BakeError } from "./errors.ts";

/**
 * What a compiler module's initialiser reads: the rule data that the module carries, then the policy.
 *
 * Rule data is not in the module's memory, so that a snapshot holds no more of it than its policy uses.
 *
 * @throws {BakeError} when the module carries no rule data
 */
export function initialiserInput(compiler: Uint8Array, policy: string): Uint8Array {
  const rules = readCustomSection(compiler, rulesSection);
  if (rules === undefined) {
    const message = `not a Snapwall compiler module: the section "${rulesSection}" is missing`;
    throw new BakeError("NOT_A_COMPILER", message);
  }
  const text = new TextEncoder().encode(policy);
  const input = new Uint8Array(rules.length + text.length);
  input.set(rules);
  input.set(text, rules.length);
  return input;
}
