import { type Deferred, deferData, readExports } from "../binary/index.ts";
import { readCompilerDescription } from "./compiler-description.ts";
import { buildExports, contentExports } from "./contract.ts";
import { BakeError } from "./errors.ts";
import type { Initialised } from "./initialise.ts";
import { ruleOf } from "./rule-parts.ts";

/** The rule whose patterns and names wait for the first request that is not plainly a browser's. */
const namingRule = "bots";

/**
 * Returns the snapshot without what most starts need nothing of: the patterns and names of bots, which a
 * browser's request is not compared with; and all that only rules for content read, their tables and their
 * constants. The guest asks for either when it first needs it.
 *
 * @param uses rules and parts that the policy uses; without rules that have such tables nothing changes
 * @throws {BakeError} when the module is no compiler module
 */
export function deferTables(
  compiler: Uint8Array,
  snapshot: Uint8Array,
  { patternsFrom, deferredFrom, memoryInUse }: Initialised,
  uses: readonly string[],
): Uint8Array {
  const parts: Deferred[] = [];
  if (uses.includes(namingRule)) {
    const loader = findLoader(snapshot, buildExports.loadPatterns);
    parts.push({ ranges: [[patternsFrom, deferredFrom]], loader });
  }
  if (uses.some(isContent)) {
    const ranges = [[deferredFrom, memoryInUse] as const, ...contentConstants(compiler, uses)];
    parts.push({ ranges, loader: findLoader(snapshot, buildExports.loadDeferred) });
  }
  return parts.length === 0 ? snapshot : deferData(snapshot, parts);
}

function isContent(name: string): boolean {
  return contentExports.some((rule) => rule === ruleOf(name));
}

/** The constants that of all rules that the policy uses only those for content read. */
function contentConstants(compiler: Uint8Array, uses: readonly string[]) {
  return readCompilerDescription(compiler).ruleData.flatMap(({ readers, ranges }) => {
    const used = readers.filter((name) => uses.includes(name));
    return used.length > 0 && used.every(isContent) ? ranges : [];
  });
}

function findLoader(snapshot: Uint8Array, name: string): number {
  const loader = readExports(snapshot).find((entry) => entry.name === name);
  if (loader?.kind === "function") return loader.index;
  const message = `not a Snapwall compiler module: the export "${name}" is missing`;
  throw new BakeError("NOT_A_COMPILER", message);
}
