import { type Deferred, deferData, readExports } from "../binary/index.ts";
import { readCompilerDescription } from "./compiler-description.ts";
import { buildExports, contentExports } from "./contract.ts";
import { BakeError } from "./errors.ts";
import type { Initialised } from "./initialise.ts";
import { ruleOf } from "./rule-parts.ts";

/**
 * The rule whose patterns and names are loaded at the first request that is not clearly a
 * browser's.
 */
const namingRule = "bots";

/**
 * Returns the snapshot with the data that most starts do not need made passive: the patterns and
 * names of bots, which a browser's request is never compared with; and the tables and constants
 * that only content rules read. The guest loads each when it first needs it.
 *
 * @param uses rules and parts of rules that the policy uses; nothing changes if none has such
 * tables
 * @throws {BakeError} when the module is not a compiler module
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

/** The constants that, of the rules the policy uses, only content rules read. */
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
