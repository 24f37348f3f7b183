import type { ModuleDescription, Reason } from "@snapwall/core";
import { listClaimParts } from "./claim-parts.ts";
import { listClientParts, listFilterParts } from "./filter-parts.ts";
import { isRecorded, type Recorded } from "./formats/log-entry.ts";

/** What a rule, or one item of it, cannot judge without. */
export interface Need {
  readonly rule: string;
  /** The reason's id, when it is about one item of the rule. */
  readonly id?: string;
  /** The reason's category, when it is about one kind of item. */
  readonly category?: string;
  /** Parts as {@link Recorded} names them. */
  readonly parts: readonly string[];
}

interface RuleParts {
  /** What it cannot judge without. */
  readonly needs: readonly string[];
  /** All that it reads, when that is headers only; else `null`. */
  readonly headers: readonly string[] | null;
}

/** `request` judges the form of what there is. */
const RULES: Readonly<Record<string, RuleParts>> = {
  request: { needs: [], headers: [] },
  bots: { needs: ["user-agent"], headers: ["user-agent", "sec-ch-ua", "signature-agent"] },
  // Each of its expressions needs what it reads.
  filters: { needs: [], headers: null },
  // It finds attacks in what there is: every log has the URL, few have headers, none has bodies.
  shield: { needs: [], headers: null },
  // They judge content, of which no log has any.
  email: { needs: [], headers: [] },
  sensitive: { needs: [], headers: [] },
};

/** Lists what the rules of a module, and the filters of its policy, need. */
export function listNeeds({ rules = [], policy }: ModuleDescription): Need[] {
  const ofRules = rules.map((rule) => ({ rule, parts: RULES[rule]?.needs ?? [] }));
  const ofFilters = listFilterParts(policy).map((filter) => ({ rule: "filters", ...filter }));
  const ofClient = { rule: "client", parts: listClientParts(policy) };
  const ofClaims = listClaimParts(policy).map((claim) => ({ rule: "bots", ...claim }));
  return [...ofRules, ...ofClaims, ofClient, ...ofFilters].filter(({ parts }) => parts.length > 0);
}

/** Lists the headers that decide, beside a request's form; `null` when more than headers does. */
export function listHeaders({ rules, policy }: ModuleDescription): readonly string[] | null {
  if (listClaimParts(policy).length > 0) return null;
  const lists = rules?.map((rule) => RULES[rule]?.headers);
  return lists?.every((list) => Array.isArray(list)) ? lists.flat() : null;
}

/** Makes a function that says which needs a log that keeps these parts leaves unmet. */
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

/** Whether a reason is about something that the log does not say. */
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
