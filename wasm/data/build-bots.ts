/** Turns the packages' lists and the supplement into named bots with literal patterns. */
import { expandRegex } from "./expand-regex.ts";
import type { Source, SourceEntry, Supplement } from "./sources.ts";

/** The closed list of categories, in the order that users read it. */
export const categories = [
  "ai",
  "search",
  "seo",
  "social",
  "preview",
  "monitoring",
  "feed",
  "archive",
  "advertising",
  "security",
  "academic",
  "scraper",
  "library",
  "tool",
  "headless",
  "unknown",
] as const;

/** One of the closed list. */
export type Category = (typeof categories)[number];

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

/** What the tags of crawler-user-agents mean here. `seo` is also its word for "not sorted yet". */
const categoryOfTag: Record<string, Category> = {
  "search-engine": "search",
  advertising: "advertising",
  "feed-reader": "feed",
  "http-library": "library",
  "social-preview": "preview",
  archiver: "archive",
  seo: "seo",
  monitoring: "monitoring",
  scanner: "security",
  "ai-crawler": "ai",
  academic: "academic",
  "browser-automation": "headless",
};

/** A shorter name is a word by itself only: `yeti` is a bot, `yetix` is not. */
const freeNameLength = 7;
const wholeWordLength = 5;

/** Builds the bots. Deterministic: sources in their order, then sorted by id. */
export function buildBots(sources: readonly Source[], supplement: Supplement): BuiltBots {
  const bots = new Map<string, NamedBot>();
  const leftOut: BuiltBots["leftOut"] = [];
  const dropped = new Map(
    supplement.drop.flatMap(({ reason, patterns }) =>
      patterns.map((one) => [one, reason] as const),
    ),
  );
  const replaced = new Map(supplement.replace.flatMap(({ patterns }) => Object.entries(patterns)));
  const selected = new Map(
    supplement.select.map(({ source, patterns }) => [source, new Set(patterns)] as const),
  );

  const add = (id: string, category: string[], match: string[], source: string) => {
    const bot = bots.get(id) ?? { id, categories: [], match: [], source };
    bot.match.push(...match);
    for (const one of category) if (!bot.categories.includes(one)) bot.categories.push(one);
    bots.set(id, bot);
  };

  for (const { category, bots: additions } of supplement.add) {
    for (const one of additions) {
      const { id, match } = typeof one === "string" ? nameBot(one) : one;
      add(id, [category], match, "snapwall");
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
        literals.every((one) => isCovered(one, bot.match)),
      );
      add(known?.id ?? id, known ? [] : categoriesOf(entry), literals, name);
    }
  }
  for (const { category, bots: ids } of supplement.categorise) {
    for (const id of ids) {
      const bot = bots.get(id);
      if (bot === undefined) throw new RangeError(`"categorise" names an unknown bot: ${id}`);
      bot.categories = [category];
    }
  }
  for (const bot of bots.values()) {
    bot.match = dropCovered(bot.match);
    if (bot.categories.length === 0) bot.categories = ["unknown"];
  }
  return { bots: [...bots.values()].sort((a, b) => (a.id < b.id ? -1 : 1)), leftOut };
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

function categoriesOf({ tags }: SourceEntry): string[] {
  return tags.flatMap((tag) => categoryOfTag[tag] ?? []);
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

/** Whether everything that `pattern` matches is matched by one of `others` as well. */
function isCovered(pattern: string, others: readonly string[]): boolean {
  return others.some((other) => {
    if (other === pattern) return true;
    return /^[^\\^$]+$/.test(other) && pattern === `\\b${other}`;
  });
}

/** Patterns of one bot that another of its patterns makes needless. */
function dropCovered(match: readonly string[]): string[] {
  const unique = [...new Set(match)].sort();
  return unique.filter(
    (one) =>
      !unique.some((other) => {
        if (other === one) return false;
        const loose = bareLiteral(other) === other;
        return loose && bareLiteral(one).includes(other);
      }),
  );
}
