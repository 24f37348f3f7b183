/** Builds named bots with literal patterns from the packages' lists and the supplement. */
import { categories, categoriesOf } from "./categorise.ts";
import { expandRegex } from "./expand-regex.ts";
import { judgeUserAgent, type RuleData } from "./oracle.ts";
import { bareLiteral, dropCovered, idOf, nameBot, tightenLiteral } from "./patterns.ts";
import type { Source, SourceEntry, Supplement } from "./sources.ts";

/** A bot as in `bots.json`. */
export interface NamedBot {
  id: string;
  categories: string[];
  match: string[];
  source: string;
}

/** The result of a build: the bots sorted by id, and the source entries that are not in them. */
export interface BuiltBots {
  bots: NamedBot[];
  leftOut: { source: string; pattern: string; reason: string }[];
}

/** Builds the bots. Deterministic: sources are read in order, and the result is sorted by id. */
export function buildBots(
  sources: readonly Source[],
  supplement: Supplement,
  signs: Omit<RuleData, "bots">,
): BuiltBots {
  const decisions = indexDecisions(supplement);
  const bots = new Map<string, NamedBot>();
  const leftOut: BuiltBots["leftOut"] = [];

  for (const { categories, bots: additions } of supplement.add) {
    for (const one of additions) {
      const { id, match } = typeof one === "string" ? nameBot(one) : one;
      addBot(bots, { id, categories, match, source: "snapwall" });
    }
  }
  for (const source of sources) {
    for (const entry of source.entries) {
      const read = readEntry(entry, source.name, decisions, signs);
      if (read === null) continue;
      if ("reason" in read) leftOut.push({ source: source.name, pattern: entry.pattern, ...read });
      else addBot(bots, { ...read, id: findSameNames(bots, read.match) ?? read.id });
    }
  }
  for (const bot of bots.values()) {
    if (decisions.anchored.has(bot.id)) {
      bot.match = bot.match.map((one) => `^${bareLiteral(one)}`);
    }
    bot.match = dropCovered(bot.match);
    bot.categories = decisions.categories.get(bot.id) ?? bot.categories;
    if (bot.categories.length === 0) bot.categories = ["unknown"];
  }
  return { bots: [...bots.values()].sort((a, b) => (a.id < b.id ? -1 : 1)), leftOut };
}

/** The supplement, indexed by what each decision is about. */
interface Decisions {
  /** Source pattern → why it is not used. */
  dropped: Map<string, string>;
  /** Source pattern → the patterns used instead. */
  replaced: Map<string, string[]>;
  /**
   * Source → those of its patterns that are used → their categories. For a source without an entry,
   * all are used.
   */
  selected: Map<string, Map<string, string[]>>;
  /** Bot → its categories, overriding the source. */
  categories: Map<string, string[]>;
  /** Bots that only match at the start of a User-Agent. */
  anchored: Set<string>;
}

function indexDecisions(supplement: Supplement): Decisions {
  const selected: Decisions["selected"] = new Map();
  for (const { source, categories, patterns } of supplement.select) {
    const wanted = selected.get(source) ?? new Map<string, string[]>();
    for (const pattern of patterns) wanted.set(pattern, categories);
    selected.set(source, wanted);
  }
  return {
    dropped: new Map(
      supplement.drop.flatMap(({ reason, patterns }) => patterns.map((one) => [one, reason])),
    ),
    replaced: new Map(supplement.replace.flatMap(({ patterns }) => Object.entries(patterns))),
    selected,
    categories: new Map(
      supplement.categorise.flatMap(({ categories, bots }) => bots.map((id) => [id, categories])),
    ),
    anchored: new Set(supplement.anchor.flatMap(({ bots }) => bots)),
  };
}

/**
 * Converts a source's entry to a bot, to the reason why there is none, or to `null` if it was not
 * selected.
 */
function readEntry(
  entry: SourceEntry,
  source: string,
  decisions: Decisions,
  signs: Omit<RuleData, "bots">,
): NamedBot | { reason: string } | null {
  const { pattern } = entry;
  const wanted = decisions.selected.get(source);
  if (wanted !== undefined && !wanted.has(pattern)) return null;
  const reason = decisions.dropped.get(pattern);
  if (reason !== undefined) return { reason };
  const match = decisions.replaced.get(pattern) ?? expandRegex(pattern)?.map(tightenLiteral);
  if (match === undefined) return { reason: "no small set of literals" };

  const id = idOf(match[0] as string);
  const categories = decisions.categories.get(id) ?? wanted?.get(pattern) ?? categoriesOf(entry);
  if (categories[0] === "unknown" && match.every((one) => isCaught(one, signs))) {
    return { reason: "nothing is known of it but what signs say" };
  }
  return { id, categories, match, source };
}

/**
 * Adds a bot, or what is new about it. The source that names a bot first determines its categories.
 */
function addBot(bots: Map<string, NamedBot>, { id, categories, match, source }: NamedBot): void {
  const bot = bots.get(id) ?? { id, categories: [], match: [], source };
  bot.match = [...bot.match, ...match];
  if (bot.source === source) bot.categories = [...new Set([...bot.categories, ...categories])];
  bots.set(id, bot);
}

/** The id of a bot that already has all these names, with any anchors. */
function findSameNames(bots: Map<string, NamedBot>, match: readonly string[]): string | undefined {
  for (const bot of bots.values()) {
    const names = new Set(bot.match.map(bareLiteral));
    if (match.every((one) => names.has(bareLiteral(one)))) return bot.id;
  }
  return undefined;
}

/**
 * Rejects corrections of things that the sources no longer contain.
 *
 * @throws {RangeError} when the supplement names a pattern or bot that no source contains.
 */
export function refuseStale(
  sources: readonly Source[],
  supplement: Supplement,
  { bots }: BuiltBots,
): void {
  const known = new Set(sources.flatMap(({ entries }) => entries.map(({ pattern }) => pattern)));
  const mentioned = [
    ...supplement.drop.flatMap(({ patterns }) => patterns),
    ...supplement.replace.flatMap(({ patterns }) => Object.keys(patterns)),
    ...supplement.select.flatMap(({ patterns }) => patterns),
  ];
  const stale = mentioned.filter((pattern) => !known.has(pattern));
  if (stale.length > 0) {
    throw new RangeError(`"supplement.json" names patterns of no source: ${stale.join(", ")}`);
  }
  const ids = new Set(bots.map(({ id }) => id));
  const decided = [...supplement.anchor, ...supplement.categorise].flatMap((one) => one.bots);
  const missing = decided.filter((id) => !ids.has(id));
  if (missing.length > 0) {
    throw new RangeError(`"supplement.json" names unknown bots: ${missing.join(", ")}`);
  }
}

/** One bot per line, so that a diff shows which bots changed. */
export function formatBots({ bots }: BuiltBots): string {
  const lines = bots.map((bot) => `    ${JSON.stringify(bot)}`);
  return `{\n  "categories": ${JSON.stringify(categories)},\n  "bots": [\n${lines.join(",\n")}\n  ]\n}\n`;
}

/** Whether the generic signs match the name on its own. */
function isCaught(pattern: string, signs: Omit<RuleData, "bots">): boolean {
  return judgeUserAgent(bareLiteral(pattern), { ...signs, bots: [] }).kind === "sign";
}
