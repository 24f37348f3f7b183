import { emptyFunctions, readExports } from "../binary/index.ts";
import { rulePrefix } from "./contract.ts";

/** A module without the code of some rules. */
export interface Reduced {
  readonly module: Uint8Array<ArrayBuffer>;
  /** Rules, and parts of rules, whose code was removed, in alphabetical order. */
  readonly dropped: readonly string[];
}

/**
 * Empties the functions of rules that a policy does not use, so that the optimiser deletes what
 * only they call: a policy pays only for its own rules.
 *
 * A compiler module exports the entry point of a rule as `rule:NAME`, and that of an optional part
 * of a rule as `rule:NAME.PART`. The matcher half calls them only if the snapshot's data says so.
 * If it called an emptied one by mistake, it would trap, and the policy's `onError` would decide.
 *
 * @param used rules and parts of rules that the policy uses, as listed by the guest's compiler half
 */
export function dropUnusedRules(module: Uint8Array, used: readonly string[]): Reduced {
  const parts = readExports(module).filter(({ name, kind }) => {
    return kind === "function" && name.startsWith(rulePrefix);
  });
  const kept = new Set(
    parts.filter(({ name }) => used.includes(partName(name))).map(({ index }) => index),
  );
  // One function may have several names, because linkers fold functions with equal bodies.
  const unused = parts.filter(({ index }) => !kept.has(index));
  return {
    module: emptyFunctions(
      module,
      unused.map(({ index }) => index),
    ),
    dropped: unused.map(({ name }) => partName(name)).sort(),
  };
}

/** `rule:filters.regex` → `filters.regex`. */
export function partName(exportName: string): string {
  return exportName.slice(rulePrefix.length);
}

/** Whether a name listed by the compiler half is that of a rule; names of parts contain a dot. */
export function isRule(name: string): boolean {
  return !name.includes(".");
}

/** The rule that a name belongs to: `filters.regex` → `filters`. */
export function ruleOf(name: string): string {
  return name.split(".", 1)[0] as string;
}
