/** Derives patterns and ids from names in lists. */
import { parsePattern } from "./oracle.ts";

/** Shorter names must be whole words: `yeti` is a bot, `yetix` is not. */
const freeNameLength = 7;
const wholeWordLength = 5;

/**
 * The id of a pattern: its text in upper case, with each run of other characters than letters and
 * digits replaced with `_`, without version.
 */
export function idOf(pattern: string): string {
  return bareLiteral(pattern)
    .replace(/[/ ]v?\d+(\.\d+)*\W*$/, "")
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
}

/** A bot whose only pattern is its name. */
export function nameBot(name: string): { id: string; match: string[] } {
  return { id: idOf(name), match: [tightenLiteral(name.toLowerCase())] };
}

/**
 * Adds the word boundaries that a short name needs, and removes the slash that a long one does not
 * need.
 */
export function tightenLiteral(pattern: string): string {
  // A space at either end of a name means a word boundary.
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

/** A pattern without its anchors. */
export function bareLiteral(pattern: string): string {
  return pattern.replace(/^(\^|\\b)/, "").replace(/(\$|\\b)$/, "");
}

/** Whether `other` matches everything that `pattern` matches. */
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

/** Drops patterns of a bot that another of its patterns makes redundant. */
export function dropCovered(match: readonly string[]): string[] {
  const unique = [...new Set(match)].sort();
  return unique.filter((one) => !unique.some((other) => other !== one && isCovered(one, other)));
}
