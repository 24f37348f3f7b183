import { readCustomSection } from "../binary/index.ts";
import { rulesSection } from "./contract.ts";
import { BakeError } from "./errors.ts";

/**
 * Returns the input of a compiler module's initialiser: the module's rule data, then the policy.
 *
 * Rule data is kept out of the module's memory, so that a snapshot contains only what its policy
 * uses.
 *
 * @throws {BakeError} when the module has no rule data
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
