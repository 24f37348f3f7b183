import { emptyFunctions, readExports } from "../binary/index.ts";
import { rulePrefix } from "./contract.ts";

/** A module without the code of some rules. */
export interface Reduced {
  readonly module: Uint8Array<ArrayBuffer>;
  /** Rules, and parts of rules, whose code went, in alphabetical order. */
  readonly dropped: readonly string[];
}

/**
 * Empties the functions of the rules that a policy does not use, so that the optimiser deletes what
 * only they call: a policy pays for no rule but its own.
 *
 * A compiler module exports the entry of a rule as `rule:NAME`, and of a part of one that not every
 * policy with that rule needs as `rule:NAME.PART`. The matcher half calls none of them unless the
 * snapshot's data says so; were it to do so by mistake it would trap, and the policy's `onError`
 * decide.
 *
 * @param used rules and parts that the policy uses, as the guest's compiler half lists them
 */
export function dropUnusedRules(module: Uint8Array, used: readonly string[]): Reduced {
  const parts = readExports(module).filter(({ name, kind }) => {
    return kind === "function" && name.startsWith(rulePrefix);
  });
  const kept = new Set(
    parts.filter(({ name }) => used.includes(partName(name))).map(({ index }) => index),
  );
  // One function may stand behind several names: linkers fold functions with equal bodies.
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

/** Whether a name that the compiler half lists is a rule's own: those of its parts hold a dot. */
export function isRule(name: string): boolean {
  return !name.includes(".");
}

/** The rule that a name is of: `filters.regex` → `filters`. */
export function ruleOf(name: string): string {
  return name.split(".", 1)[0] as string;
}
