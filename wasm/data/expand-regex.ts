/**
 * Expands a regular expression from a bot list into the literals that it matches.
 *
 * The lists contain plain names with a little regex syntax: escapes, small character classes,
 * optional characters, small alternations, anchors. Anything else gives `null` and is decided by
 * hand in `supplement.json`.
 */

const maxExpansions = 16;

/** A `\d` between literals has too many expansions; at the end of a pattern it can be omitted. */
const trailingNoise = /(?:\[0-9\\?\.?\]|\\d)(?:[+*]|\\\.|\\d|\[0-9\])*$/;

/**
 * Returns the patterns (with `^`, `$` and `\b` as anchors) that together match what `source`
 * matches, ignoring case, or `null` if there is no small set of them.
 *
 * @example expandRegex("Ahrefs(Bot|SiteAudit)") // ["ahrefsbot", "ahrefssiteaudit"]
 */
export function expandRegex(source: string): string[] | null {
  const alternatives = splitTopLevel(source);
  const expanded: string[] = [];
  for (const alternative of alternatives) {
    const one = expandSequence(alternative.replace(trailingNoise, ""));
    if (one === null) return null;
    expanded.push(...one);
  }
  const unique = [...new Set(expanded.map((pattern) => pattern.toLowerCase()))];
  return unique.length > maxExpansions ? null : unique;
}

/** Splits at each `|` outside groups and classes. */
function splitTopLevel(source: string): string[] {
  const parts = [""];
  let depth = 0;
  for (let at = 0; at < source.length; at++) {
    const char = source[at] as string;
    if (char === "\\") {
      parts[parts.length - 1] += char + (source[++at] ?? "");
      continue;
    }
    if (char === "(" || char === "[") depth++;
    if (char === ")" || char === "]") depth--;
    if (char === "|" && depth === 0) parts.push("");
    else parts[parts.length - 1] += char;
  }
  return parts;
}

function expandSequence(source: string): string[] | null {
  let results = [""];
  for (let at = 0; at < source.length; ) {
    const atom = readAtom(source, at);
    if (atom === null) return null;
    at = atom.next;
    let choices = atom.choices;
    const quantifier = source[at];
    if (quantifier === "?") {
      choices = [...choices, ""];
      at++;
    } else if (quantifier === "*" || quantifier === "+" || quantifier === "{") {
      return null;
    }
    // The matcher ignores case, so choices that differ only in case are one choice.
    choices = [...new Set(choices.map((choice) => choice.toLowerCase()))];
    results = results.flatMap((result) => choices.map((choice) => result + choice));
    if (results.length > maxExpansions) return null;
  }
  return results;
}

interface Atom {
  choices: string[];
  next: number;
}

function readAtom(source: string, at: number): Atom | null {
  const char = source[at] as string;
  if (char === "\\") {
    const escaped = source[at + 1] ?? "";
    if (escaped === "b") return { choices: ["\\b"], next: at + 2 };
    if (/[a-zA-Z0-9]/.test(escaped)) return null;
    return { choices: [escaped], next: at + 2 };
  }
  if (char === "[") return readClass(source, at);
  if (char === "(") return readGroup(source, at);
  if (char === "^" && at === 0) return { choices: ["^"], next: at + 1 };
  if (char === "$" && at === source.length - 1) return { choices: ["$"], next: at + 1 };
  if (".*+?{}|^$".includes(char)) return null;
  return { choices: [char], next: at + 1 };
}

function readClass(source: string, at: number): Atom | null {
  const end = source.indexOf("]", at + 1);
  if (end === -1) return null;
  const members = source.slice(at + 1, end).replaceAll("\\", "");
  if (members.startsWith("^") || members.includes("-") || members.length > 4) return null;
  return { choices: [...members], next: end + 1 };
}

function readGroup(source: string, at: number): Atom | null {
  const end = source.indexOf(")", at);
  const inner = source.slice(at + 1, end);
  if (end === -1 || inner.includes("(") || inner.startsWith("?")) return null;
  const choices: string[] = [];
  for (const alternative of splitTopLevel(inner)) {
    const one = expandSequence(alternative);
    if (one === null) return null;
    choices.push(...one);
  }
  return { choices, next: end + 1 };
}
