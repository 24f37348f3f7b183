/** Turns the packages' lists and the supplement into named bots with literal patterns. */
import { categories, categoriesOf } from "./categorise.ts";
import { expandRegex } from "./expand-regex.ts";
import { judgeUserAgent, parsePattern, type RuleData } from "./oracle.ts";
import type { Source, Supplement } from "./sources.ts";

/** A bot as `bots.json` has it. */
export interface NamedBot {
  id: string;
  categories: string[];
  match: string[];
  source: string;
}

/** What a build gives: the bots sorted by id, and what of the sources is not in them. */
export interface BuiltBots {
  bots: NamedBot[];
  leftOut: { source: string; pattern: string; reason: string }[];
}

/** A shorter name is a word by itself only: `yeti` is a bot, `yetix` is not. */
const freeNameLength = 7;
const wholeWordLength = 5;

/** Builds the bots. Deterministic: sources in their order, then sorted by id. */
export function buildBots(
  sources: readonly Source[],
  supplement: Supplement,
  signs: Omit<RuleData, "bots">,
): BuiltBots {
  const bots = new Map<string, NamedBot>();
  const leftOut: BuiltBots["leftOut"] = [];
  const dropped = new Map(
    supplement.drop.flatMap(({ reason, patterns }) =>
      patterns.map((one) => [one, reason] as const),
    ),
  );
  const replaced = new Map(supplement.replace.flatMap(({ patterns }) => Object.entries(patterns)));
  const decided = new Map(
    supplement.categorise.flatMap(({ categories, bots: ids }) =>
      ids.map((id) => [id, categories] as const),
    ),
  );
  const selected = new Map<string, Map<string, string[]>>();
  for (const { source, categories, patterns } of supplement.select) {
    const wanted = selected.get(source) ?? new Map<string, string[]>();
    for (const pattern of patterns) wanted.set(pattern, categories);
    selected.set(source, wanted);
  }

  const add = (id: string, belongs: readonly string[], match: string[], source: string) => {
    const bot = bots.get(id) ?? { id, categories: [], match: [], source };
    bot.match.push(...match);
    // Whoever names a bot first knows it best.
    if (bot.source === source) bot.categories = [...new Set([...bot.categories, ...belongs])];
    bots.set(id, bot);
  };

  for (const { categories, bots: additions } of supplement.add) {
    for (const one of additions) {
      const { id, match } = typeof one === "string" ? nameBot(one) : one;
      add(id, categories, match, "snapwall");
    }
  }
  for (const { name, entries } of sources) {
    const wanted = selected.get(name);
    for (const entry of entries) {
      const { pattern } = entry;
      if (wanted !== undefined && !wanted.has(pattern)) continue;
      const replacement = replaced.get(pattern);
      const reason = dropped.get(pattern);
      if (replacement === undefined && reason !== undefined) {
        leftOut.push({ source: name, pattern, reason });
        continue;
      }
      const literals = replacement ?? expandRegex(pattern)?.map(tightenLiteral);
      if (literals === undefined) {
        leftOut.push({ source: name, pattern, reason: "no small set of literals" });
        continue;
      }
      const id = idOf(literals[0] as string);
      const known = [...bots.values()].find((bot) =>
        literals.every((one) => bot.match.some((other) => one === other || isSameName(one, other))),
      );
      const selection = wanted?.get(pattern);
      const belongs = decided.get(id) ?? selection ?? categoriesOf(entry);
      if (belongs[0] === "unknown" && literals.every((one) => isCaught(one, signs))) {
        leftOut.push({
          source: name,
          pattern,
          reason: "nothing is known of it but what signs say",
        });
        continue;
      }
      add(known?.id ?? id, belongs, literals, name);
    }
  }
  const anchored = new Set(supplement.anchor.flatMap(({ bots: ids }) => ids));
  for (const bot of bots.values()) {
    if (anchored.has(bot.id)) bot.match = bot.match.map((one) => `^${bareLiteral(one)}`);
    bot.match = dropCovered(bot.match);
    bot.categories = decided.get(bot.id) ?? bot.categories;
    if (bot.categories.length === 0) bot.categories = ["unknown"];
  }
  return { bots: [...bots.values()].sort((a, b) => (a.id < b.id ? -1 : 1)), leftOut };
}

/**
 * A correction of something that the sources no longer say must not stay behind unseen.
 *
 * @throws {RangeError} when the supplement names a pattern that no source has, or a bot that came of none.
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

/** One bot a line, so that a diff shows which bots changed. */
export function formatBots({ bots }: BuiltBots): string {
  const lines = bots.map((bot) => `    ${JSON.stringify(bot)}`);
  return `{\n  "categories": ${JSON.stringify(categories)},\n  "bots": [\n${lines.join(",\n")}\n  ]\n}\n`;
}

/** The id of a pattern: its text in upper case, anything but letters and digits one `_`, no version. */
export function idOf(pattern: string): string {
  return bareLiteral(pattern)
    .replace(/[/ ]v?\d+(\.\d+)*\W*$/, "")
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
}

function nameBot(name: string): { id: string; match: string[] } {
  return { id: idOf(name), match: [tightenLiteral(name.toLowerCase())] };
}

/** Adds the word boundaries that a short name needs and takes off the slash that a long one does not. */
function tightenLiteral(pattern: string): string {
  // A blank at an end of a name stands for the end of a word.
  let literal = pattern.replace(/^ +/, "\\b").replace(/ +$/, "\\b");
  const letters = literal.replace(/[^a-z0-9]/gi, "").length;
  if (letters > freeNameLength) literal = literal.replace(/\/$/, "");
  if (!literal.startsWith("^") && !literal.startsWith("\\b") && /^[a-z0-9]/i.test(literal)) {
    if (letters < freeNameLength) literal = `\\b${literal}`;
  }
  if (!/(\$|\\b)$/.test(literal) && /[a-z0-9]$/i.test(literal) && letters <= wholeWordLength) {
    literal = `${literal}\\b`;
  }
  return literal;
}

function bareLiteral(pattern: string): string {
  return pattern.replace(/^(\^|\\b)/, "").replace(/(\$|\\b)$/, "");
}

/** Whether the generic signs see the name by itself. */
function isCaught(pattern: string, signs: Omit<RuleData, "bots">): boolean {
  return judgeUserAgent(bareLiteral(pattern), { ...signs, bots: [] }).kind === "sign";
}

/** Whether two patterns are one name with other anchors. */
function isSameName(pattern: string, other: string): boolean {
  return bareLiteral(pattern) === bareLiteral(other);
}

/** Whether everything that `pattern` matches is matched by `other` as well. */
function isCovered(pattern: string, other: string): boolean {
  const [one, two] = [parsePattern(pattern), parsePattern(other)];
  const free = !two.atStart && !two.atEnd && !two.wordStart && !two.wordEnd;
  if (free) return one.literal.includes(two.literal);
  return (
    one.literal === two.literal &&
    (!two.atStart || one.atStart) &&
    (!two.atEnd || one.atEnd) &&
    (!two.wordStart || one.wordStart || one.atStart) &&
    (!two.wordEnd || one.wordEnd || one.atEnd)
  );
}

/** Patterns of one bot that another of its patterns makes needless. */
function dropCovered(match: readonly string[]): string[] {
  const unique = [...new Set(match)].sort();
  return unique.filter((one) => !unique.some((other) => other !== one && isCovered(one, other)));
}
