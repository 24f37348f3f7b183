/** From a name in a list to patterns and an id. */
import { parsePattern } from "./oracle.ts";

/** A shorter name is a word by itself only: `yeti` is a bot, `yetix` is not. */
const freeNameLength = 7;
const wholeWordLength = 5;

/** The id of a pattern: its text in upper case, anything but letters and digits one `_`, no version. */
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

/** Adds the word boundaries that a short name needs and takes off the slash that a long one does not. */
export function tightenLiteral(pattern: string): string {
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

/** A pattern without its anchors. */
export function bareLiteral(pattern: string): string {
  return pattern.replace(/^(\^|\\b)/, "").replace(/(\$|\\b)$/, "");
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
export function dropCovered(match: readonly string[]): string[] {
  const unique = [...new Set(match)].sort();
  return unique.filter((one) => !unique.some((other) => other !== one && isCovered(one, other)));
}
