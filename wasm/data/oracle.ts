/**
 * The full semantics of judging a User-Agent, written to be obviously correct rather than fast.
 *
 * The Rust matcher must give the same answer for every input: any bytes, any length. Offsets are
 * byte offsets into the User-Agent as it was sent, half-open. Everything works on bytes; bytes above
 * 0x7F are ordinary bytes that are neither letters nor digits, and only A–Z are folded.
 */

/** A named bot, as listed in `bots.json`. */
export interface Bot {
  id: string;
  categories: string[];
  match: string[];
  source?: string;
}

/** A generic sign of automation, as listed in `signs.json`. */
export interface Sign {
  id: string;
  categories: string[];
  match: string[];
}

/** The rule data: `bots` from `bots.json`; `signs`, `benign` and `shape` from `signs.json`. */
export interface RuleData {
  bots: readonly Bot[];
  signs: readonly Sign[];
  benign: readonly string[];
  shape: Shape;
}

/** The tokens that the shape check looks for, all plain lower-case text without anchors. */
export interface Shape {
  /** The id of the sign that is reported when a User-Agent is not shaped like a browser's. */
  id: string;
  categories: string[];
  /**
   * At least one of these occurs in (almost) every browser's User-Agent that starts with
   * `Mozilla/`.
   */
  engines: string[];
  /** Prefixes of the few browsers' User-Agents that do not start with `Mozilla/`. */
  starts: string[];
  /**
   * Tokens in the User-Agents of phones, consoles and phone apps that do not start with `Mozilla/`.
   */
  phones: string[];
}

/** An occurrence of a bot or sign that is not hidden by a longer one. */
export interface Hit {
  id: string;
  start: number;
  end: number;
}

/**
 * - `named`: there are named bots; `hits` are their occurrences.
 * - `sign`: no named bots, but generic signs; `hits` are their occurrences.
 * - `shape`: neither, but not shaped like a browser's; one hit that covers the whole User-Agent.
 * - `missing`: no User-Agent, or only spaces, tabs and double quotes; no hits.
 * - `none`: a browser, judging by the User-Agent; no hits.
 */
export interface Judgement {
  kind: "named" | "sign" | "shape" | "missing" | "none";
  hits: Hit[];
}

interface Occurrence extends Hit {
  /** Of two occurrences with the same span the lower rank wins. */
  rank: 0 | 1 | 2;
}

/** A parsed pattern from the data files. */
export interface Pattern {
  literal: string;
  atStart: boolean;
  atEnd: boolean;
  wordStart: boolean;
  wordEnd: boolean;
}

const encoder = new TextEncoder();

/**
 * Separates a pattern's anchors from its literal.
 *
 * @throws {RangeError} when the literal is not 3 to 64 bytes of printable ASCII.
 */
export function parsePattern(pattern: string): Pattern {
  let literal = pattern;
  const atStart = literal.startsWith("^");
  if (atStart) literal = literal.slice(1);
  const wordStart = !atStart && literal.startsWith("\\b");
  if (wordStart) literal = literal.slice(2);
  const atEnd = literal.endsWith("$");
  if (atEnd) literal = literal.slice(0, -1);
  const wordEnd = !atEnd && literal.endsWith("\\b");
  if (wordEnd) literal = literal.slice(0, -2);
  if (!/^[\x20-\x7e]{3,64}$/.test(literal)) {
    throw new RangeError(`"pattern" expected 3 to 64 bytes of printable ASCII, got ${pattern}`);
  }
  return { literal: literal.toLowerCase(), atStart, atEnd, wordStart, wordEnd };
}

/**
 * Judges one User-Agent. `null` means that the request has none.
 *
 * Text is encoded as UTF-8 (lone surrogates become U+FFFD), as the host encodes it for the guest.
 */
export function judgeUserAgent(userAgent: string | Uint8Array | null, data: RuleData): Judgement {
  if (userAgent === null) return { kind: "missing", hits: [] };
  const bytes = typeof userAgent === "string" ? encoder.encode(userAgent) : userAgent;
  const text = foldCase(bytes);
  if (trimBlanks(text) === "") return { kind: "missing", hits: [] };

  const left = dropCovered(findOccurrences(text, data));
  const named = left.filter((occurrence) => occurrence.rank === 1);
  if (named.length > 0) return { kind: "named", hits: named.map(toHit) };
  const signs = left.filter((occurrence) => occurrence.rank === 2);
  if (signs.length > 0) return { kind: "sign", hits: signs.map(toHit) };
  if (!isBrowserShaped(text, data.shape)) {
    return { kind: "shape", hits: [{ id: data.shape.id, start: 0, end: text.length }] };
  }
  return { kind: "none", hits: [] };
}

/** One character per byte (U+0000–U+00FF), A–Z folded, so that string offsets are byte offsets. */
function foldCase(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) {
    text += String.fromCharCode(byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte);
  }
  return text;
}

function findOccurrences(text: string, data: RuleData): Occurrence[] {
  const found: Occurrence[] = [];
  const search = (id: string, rank: 0 | 1 | 2, patterns: readonly string[]) => {
    for (const pattern of patterns.map(readPattern)) {
      const { literal } = pattern;
      for (let at = text.indexOf(literal); at !== -1; at = text.indexOf(literal, at + 1)) {
        const end = at + literal.length;
        if (pattern.atStart && at !== 0) continue;
        if (pattern.atEnd && end !== text.length) continue;
        if (pattern.wordStart && at > 0 && isWord(text.charCodeAt(at - 1))) continue;
        if (pattern.wordEnd && end < text.length && isWord(text.charCodeAt(end))) continue;
        found.push({ id, rank, start: at, end });
      }
    }
  };
  search("", 0, data.benign);
  for (const bot of data.bots) search(bot.id, 1, bot.match);
  for (const sign of data.signs) search(sign.id, 2, sign.match);
  return found;
}

const parsedPatterns = new Map<string, Pattern>();

/** Parses a pattern, cached because measurements judge hundreds of thousands of User-Agents. */
function readPattern(text: string): Pattern {
  const pattern = parsedPatterns.get(text) ?? parsePattern(text);
  parsedPatterns.set(text, pattern);
  return pattern;
}

/**
 * Drops each occurrence that lies inside a longer one, or shares its span with one of lower rank.
 * For equal spans and ranks, keeps the id that sorts first (data tests forbid two such patterns).
 */
function dropCovered(occurrences: Occurrence[]): Occurrence[] {
  return occurrences
    .filter((one) => !occurrences.some((other) => covers(other, one)))
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

function covers(other: Occurrence, one: Occurrence): boolean {
  if (other === one || other.start > one.start || other.end < one.end) return false;
  if (other.end - other.start > one.end - one.start) return true;
  if (other.rank !== one.rank) return other.rank < one.rank;
  return other.id < one.id;
}

function toHit({ id, start, end }: Occurrence): Hit {
  return { id, start, end };
}

function isWord(byte: number): boolean {
  return isLetter(byte) || isDigit(byte);
}

function isLetter(byte: number): boolean {
  return byte >= 0x61 && byte <= 0x7a;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** Strips leading spaces, tabs and double quotes, because some clients quote their User-Agent. */
function trimBlanks(text: string): string {
  return text.replace(/^[ \t"]+/, "");
}

// ---------------------------------------------------------------------------------------------
// Shape. `text` is lower-cased. In order:
//
// 1. Leading blanks (spaces, tabs, double quotes) are skipped.
// 2. An e-mail address anywhere is not a browser's.
// 3. What starts with `mozilla` is a browser's when a platform follows at once (in the first 16 bytes a
//    bracket opens: `[`, or `(` with a letter before the next `)`) and one of `engines` is somewhere.
// 4. Anything else is when it starts with one of `starts`.
// 5. Anything else in which `mozilla/` comes later is not: `Name Mozilla/5.0 (…` wears a mask.
// 6. Anything else is when it has one of `phones` somewhere.
// ---------------------------------------------------------------------------------------------

/** `Mozilla/5.0 (`, with some room for `Mozilla/4.76 [en] (` and odd spacing. */
const platformStartsWithinBytes = 16;

/**
 * Whether `text` (folded, one character per byte, not blank) is shaped like a browser's User-Agent.
 */
export function isBrowserShaped(text: string, shape: Shape): boolean {
  const rest = trimBlanks(text);
  if (holdsEmailAddress(rest)) return false;
  if (rest.startsWith("mozilla")) {
    return startsWithPlatform(rest) && shape.engines.some((engine) => rest.includes(engine));
  }
  if (shape.starts.some((start) => rest.startsWith(start))) return true;
  if (rest.includes("mozilla/")) return false;
  return shape.phones.some((phone) => rest.includes(phone));
}

/** `mozilla/5.0 (platform` or `mozilla/4.7 [en]`. */
function startsWithPlatform(text: string): boolean {
  const at = text.slice(0, platformStartsWithinBytes).search(/[[(]/);
  if (at === -1) return false;
  if (text[at] === "[") return true;
  for (let next = at + 1; next < text.length && text[next] !== ")"; next++) {
    if (isLetter(text.charCodeAt(next))) return true;
  }
  return false;
}

/**
 * Whether the text contains a letter or digit, `@`, a letter, then letters, digits or hyphens, a
 * dot and a letter. (`Ecosia ios@11.3` does not count: a digit follows the `@`.)
 */
function holdsEmailAddress(text: string): boolean {
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    if (at === 0 || !isWord(text.charCodeAt(at - 1))) continue;
    let next = at + 1;
    if (!isLetter(text.charCodeAt(next))) continue;
    while (isWord(text.charCodeAt(next)) || text[next] === "-") next++;
    if (text[next] === "." && isLetter(text.charCodeAt(next + 1))) return true;
  }
  return false;
}
