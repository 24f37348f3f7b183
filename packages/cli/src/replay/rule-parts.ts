import type { ModuleDescription, Reason } from "@snapwall/core";
import { listClaimParts } from "./claim-parts.ts";
import { listClientParts, listFilterParts } from "./filter-parts.ts";
import { isRecorded, type Recorded } from "./formats/log-entry.ts";

/** The parts that a rule, or one item of it, cannot judge without. */
export interface Need {
  readonly rule: string;
  /** The reason's id, if this is about one item of the rule. */
  readonly id?: string;
  /** The reason's category, if this is about one kind of item. */
  readonly category?: string;
  /** Parts as named in {@link Recorded}. */
  readonly parts: readonly string[];
}

interface RuleParts {
  /** Parts that the rule cannot judge without. */
  readonly needs: readonly string[];
  /** Everything the rule reads, if only headers; else `null`. */
  readonly headers: readonly string[] | null;
}

/** `request` judges the form of whatever parts are recorded. */
const RULES: Readonly<Record<string, RuleParts>> = {
  request: { needs: [], headers: [] },
  bots: { needs: ["user-agent"], headers: ["user-agent", "sec-ch-ua", "signature-agent"] },
  // Each expression has needs of its own.
  filters: { needs: [], headers: null },
  // Finds attacks in whatever is recorded: every log has URLs, few have headers, none has bodies.
  shield: { needs: [], headers: null },
  // These judge content, which no log records.
  email: { needs: [], headers: [] },
  sensitive: { needs: [], headers: [] },
};

/** Lists the needs of a module's rules and of its policy's filters. */
export function listNeeds({ rules = [], policy }: ModuleDescription): Need[] {
  const ofRules = rules.map((rule) => ({ rule, parts: RULES[rule]?.needs ?? [] }));
  const ofFilters = listFilterParts(policy).map((filter) => ({ rule: "filters", ...filter }));
  const ofClient = { rule: "client", parts: listClientParts(policy) };
  const ofClaims = listClaimParts(policy).map((claim) => ({ rule: "bots", ...claim }));
  return [...ofRules, ...ofClaims, ofClient, ...ofFilters].filter(({ parts }) => parts.length > 0);
}

/**
 * Lists the headers that decide, apart from a request's form; `null` if more than headers decides.
 */
export function listHeaders({ rules, policy }: ModuleDescription): readonly string[] | null {
  if (listClaimParts(policy).length > 0) return null;
  const lists = rules?.map((rule) => RULES[rule]?.headers);
  return lists?.every((list) => Array.isArray(list)) ? lists.flat() : null;
}

/**
 * Creates a function that returns the needs that a log with the given recorded parts does not meet.
 */
export function findUnmetNeeds(needs: readonly Need[]): (recorded: Recorded) => readonly Need[] {
  const known = new WeakMap<Recorded, readonly Need[]>();
  let last: Recorded | undefined;
  let lastUnmet: readonly Need[] = [];
  return (recorded) => {
    if (recorded === last) return lastUnmet;
    let unmet = known.get(recorded);
    if (unmet === undefined) {
      unmet = needs.filter(({ parts }) => !parts.every((part) => isRecorded(recorded, part)));
      known.set(recorded, unmet);
    }
    last = recorded;
    lastUnmet = unmet;
    return unmet;
  };
}

/** Whether a reason depends on something that the log does not record. */
export function isGuess(
  reason: Pick<Reason, "rule" | "id" | "category">,
  unmet: readonly Need[],
): boolean {
  return unmet.some(
    ({ rule, id, category }) =>
      rule === reason.rule &&
      (id === undefined || id === reason.id) &&
      (category === undefined || category === reason.category),
  );
}
