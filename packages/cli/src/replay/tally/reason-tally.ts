import type { Effect } from "@snapwall/core";
import type { Finding } from "../judge-entry.ts";
import type { CategoryCount, ReasonCount, RuleCount } from "./report.ts";

type Counts = Record<Effect, number>;

const NO_COUNTS: Counts = { deny: 0, report: 0, allow: 0, note: 0 };

/** Counts reasons by rule, id and category, of which a policy has a finite number. */
export class ReasonTally {
  readonly #rules = new Map<string, Counts>();
  readonly #ids = new Map<string, Counts & { rule: string; id: string; category: string | null }>();
  readonly #categories = new Map<string, Counts>();

  /**
   * Counts the reasons of one request: each id and category once.
   *
   * @returns the deciding reason: the first that denies, else the first from a rule in report mode
   * that would deny
   */
  add(reasons: readonly Finding[]): Finding | undefined {
    let deciding: Finding | undefined;
    for (const reason of reasons) {
      const { rule, id, category, effect } = reason;
      if (effect === "deny" && deciding?.effect !== "deny") deciding = reason;
      if (effect === "report") deciding ??= reason;
      if (isRepeated(reasons, reason, "id")) continue;
      const key = `${rule}\n${id}`;
      let counts = this.#ids.get(key);
      if (counts === undefined) {
        counts = { ...NO_COUNTS, rule, id, category: category ?? null };
        this.#ids.set(key, counts);
      }
      counts[effect]++;
      if (category === undefined || isRepeated(reasons, reason, "category")) continue;
      countUp(this.#categories, category, effect);
    }
    if (deciding !== undefined) countUp(this.#rules, deciding.rule, deciding.effect);
    return deciding;
  }

  listRules(): RuleCount[] {
    return [...this.#rules]
      .map(([rule, { deny, report }]) => ({ rule, denied: deny, reported: report }))
      .sort(byWeight);
  }

  listReasons(): ReasonCount[] {
    return [...this.#ids.values()]
      .map(({ rule, id, category, deny, report, allow, note }) => {
        return { rule, id, category, denied: deny, reported: report, allowed: allow, noted: note };
      })
      .sort(byWeight);
  }

  listCategories(): CategoryCount[] {
    return [...this.#categories]
      .map(([category, { deny, report, allow }]) => {
        return { category, denied: deny, reported: report, allowed: allow };
      })
      .sort(byWeight);
  }
}

function isRepeated(reasons: readonly Finding[], reason: Finding, key: "id" | "category"): boolean {
  return (
    reasons.find((other) => other[key] === reason[key] && other.rule === reason.rule) !== reason
  );
}

function countUp(counts: Map<string, Counts>, key: string, effect: Effect): void {
  let count = counts.get(key);
  if (count === undefined) {
    count = { ...NO_COUNTS };
    counts.set(key, count);
  }
  count[effect]++;
}

function byWeight(a: Omit<RuleCount, "rule">, b: Omit<RuleCount, "rule">): number {
  return b.denied - a.denied || b.reported - a.reported;
}
