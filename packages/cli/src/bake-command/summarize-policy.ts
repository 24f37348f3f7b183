import type { SnapshotDescription } from "../bake/index.ts";

/** What a snapshot contains, in numbers. */
export interface PolicySummary {
  readonly rules: readonly string[];
  /** Bots known by name; those denied; those allowed as exceptions to `deny`. */
  readonly bots?: { readonly known: number; readonly denied: number; readonly allowed: number };
  /** Bots that the policy defines itself. */
  readonly customBots: number;
  readonly filters: { readonly deny: number; readonly allow: number };
  /** Number of named lists, and of entries in all of them. */
  readonly lists: { readonly count: number; readonly entries: number };
}

/** The parts of a normalised policy that are counted; any may be missing. */
interface Counted {
  readonly bots?: { deny?: string[]; allow?: string[]; custom?: unknown[] };
  readonly filters?: { deny?: unknown[]; allow?: unknown[] };
  readonly lists?: Record<string, unknown[]>;
}

/** Counts what a policy contains, from the description in its snapshot. */
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

/** Resolves selectors (`*`, `category:ai`, `GPTBOT`, case-insensitive) to bot ids. */
function select(selectors: readonly string[], bots: SnapshotDescription["bots"]): Set<string> {
  return new Set(
    selectors.flatMap((selector) => {
      const [, category] = /^category:(.+)$/i.exec(selector) ?? [];
      if (selector === "*") return Object.values(bots).flat();
      return category === undefined ? selector.toUpperCase() : (bots[category.toLowerCase()] ?? []);
    }),
  );
}
