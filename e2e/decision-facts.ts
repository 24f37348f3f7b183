import type { DecisionJson } from "@snapwall/core";
import type { Expected } from "./cases.ts";

/** The part of a decision that the table compares. */
export function factsOf(decision: DecisionJson): Expected {
  const { action, rule, status, wouldDeny, reasons } = decision;
  const first = reasons[0];
  if (first === undefined) return { action, rule, status, wouldDeny, reason: null };
  const { rule: of, id, category, effect } = first;
  const reason = { rule: of, id, effect, ...(category === undefined ? {} : { category }) };
  return { action, rule, status, wouldDeny, reason };
}
