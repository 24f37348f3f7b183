import type { SnapshotDescription } from "../bake/index.ts";

/** What went into a snapshot, in numbers. */
export interface PolicySummary {
  readonly rules: readonly string[];
  /** Bots that are known by name; those that are denied; those that may come in though denied. */
  readonly bots?: { readonly known: number; readonly denied: number; readonly allowed: number };
  /** Patterns of the policy's own. */
  readonly customBots: number;
  readonly filters: { readonly deny: number; readonly allow: number };
  /** Named lists, and entries in all of them. */
  readonly lists: { readonly count: number; readonly entries: number };
}

/** The parts of a normalised policy that are counted: any may be missing. */
interface Counted {
  readonly bots?: { deny?: string[]; allow?: string[]; custom?: unknown[] };
  readonly filters?: { deny?: unknown[]; allow?: unknown[] };
  readonly lists?: Record<string, unknown[]>;
}

/** Counts what a policy holds, by the description in its snapshot. */
export function summarizePolicy({ policy, rules, bots }: SnapshotDescription): PolicySummary {
  const { bots: settings, filters, lists = {} } = policy as Counted;
  const names = { deny: settings?.deny ?? [], allow: settings?.allow ?? [] };
  const allowed = select(names.allow, bots);
  const denied = [...select(names.deny, bots)].filter((id) => !allowed.has(id));
  const known = new Set(Object.values(bots).flat()).size;
  return {
    rules,
    ...(settings && { bots: { known, denied: denied.length, allowed: allowed.size } }),
    customBots: settings?.custom?.length ?? 0,
    filters: { deny: filters?.deny?.length ?? 0, allow: filters?.allow?.length ?? 0 },
    lists: { count: Object.keys(lists).length, entries: Object.values(lists).flat().length },
  };
}

/** Lists the ids that selectors (`*`, `category:ai`, `GPTBOT`, in any case) stand for. */
function select(selectors: readonly string[], bots: SnapshotDescription["bots"]): Set<string> {
  return new Set(
    selectors.flatMap((selector) => {
      const [, category] = /^category:(.+)$/i.exec(selector) ?? [];
      if (selector === "*") return Object.values(bots).flat();
      return category === undefined ? selector.toUpperCase() : (bots[category.toLowerCase()] ?? []);
    }),
  );
}
