import { deferData, readExports } from "../binary/index.ts";
import { readCompilerDescription } from "./compiler-description.ts";
import { buildExports, contentExports } from "./contract.ts";
import { BakeError } from "./errors.ts";
import type { Initialised } from "./initialise.ts";
import { ruleOf } from "./rule-parts.ts";

/**
 * Returns the snapshot with all that only rules for content read out of what an instance starts with:
 * their tables, which the guest has put last, and their constants. The guest asks for it when it first
 * judges an address or a text.
 *
 * @param uses rules and parts that the policy uses; without such a rule nothing changes
 * @throws {BakeError} when the module is no compiler module
 */
export function deferContent(
  compiler: Uint8Array,
  snapshot: Uint8Array,
  { deferredFrom, memoryInUse }: Initialised,
  uses: readonly string[],
): Uint8Array {
  const { ruleData } = readCompilerDescription(compiler);
  const isContent = (name: string) => contentExports.some((rule) => rule === ruleOf(name));
  if (!uses.some(isContent)) return snapshot;
  const constants = ruleData.flatMap(({ readers, ranges }) => {
    const used = readers.filter((name) => uses.includes(name));
    return used.length > 0 && used.every(isContent) ? ranges : [];
  });
  const loader = readExports(snapshot).find(({ name }) => name === buildExports.loadDeferred);
  if (loader?.kind !== "function") {
    const message = `not a Snapwall compiler module: the export "${buildExports.loadDeferred}" is missing`;
    throw new BakeError("NOT_A_COMPILER", message);
  }
  return deferData(snapshot, [[deferredFrom, memoryInUse], ...constants], loader.index);
}
