import { type Redactor, replaceFindings, type TextFinding } from "./redactor.ts";

/**
 * A string with its quotes, a number, or the punctuation that ends a key or delimits an object.
 */
const LEXEME = /"[^"\\]*(?:\\.[^"\\]*)*"|-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|[:{}]/g;

/**
 * Redacts the strings and numbers of a JSON document. Keys, their order, white space, and the
 * escapes of everything that is not redacted stay unchanged. A number that is redacted becomes a
 * string.
 *
 * Each value is judged together with its key. Input that is not JSON is redacted as plain text.
 *
 * @example
 * ```ts
 * redactJson(redactor, '{ "card": 4111111111111111 }'); // { "card": "[creditCard_1]" }
 * ```
 */
export function redactJson(redactor: Redactor, json: string): string {
  if (!isJson(json)) return redactor.redact(json).text;
  const parts: string[] = [];
  let end = 0;
  let key = "";
  let last = "";
  for (const { 0: lexeme, index } of json.matchAll(LEXEME)) {
    if (lexeme === ":") {
      key = readString(last);
    } else if (lexeme === "}" || lexeme === "{") {
      key = "";
    } else if (isValue(lexeme, json, index)) {
      const redacted = redactValue(redactor, key, lexeme);
      if (redacted !== lexeme) {
        parts.push(json.slice(end, index), redacted);
        end = index + lexeme.length;
      }
    }
    last = lexeme;
  }
  return parts.join("") + json.slice(end);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether the lexeme is a string or number that is not a key. */
function isValue(lexeme: string, json: string, index: number): boolean {
  const first = lexeme.charCodeAt(0);
  if (first !== 0x22) return first === 0x2d || (first >= 0x30 && first <= 0x39);
  let next = index + lexeme.length;
  while (next < json.length && json.charCodeAt(next) <= 0x20) next++;
  return json[next] !== ":";
}

function redactValue(redactor: Redactor, key: string, lexeme: string): string {
  if (!lexeme.startsWith('"')) {
    const redacted = redactor.redactNamed(key, lexeme);
    return redacted === lexeme ? lexeme : JSON.stringify(redacted);
  }
  const raw = lexeme.slice(1, -1);
  const value = readString(lexeme);
  const findings = redactor.findNamed(key, value);
  if (findings.length === 0) return lexeme;
  const places = raw === value ? undefined : placesOf(raw);
  const place = (index: number) => places?.[index] ?? index;
  const replace = (finding: TextFinding, _: string) => {
    const { start, end } = original.get(finding) as TextFinding;
    return JSON.stringify(redactor.replace(finding, value.slice(start, end))).slice(1, -1);
  };
  const original = new Map<TextFinding, TextFinding>();
  const moved = findings.map((finding) => {
    const there = { ...finding, start: place(finding.start), end: place(finding.end) };
    original.set(there, finding);
    return there;
  });
  return `"${replaceFindings(raw, moved, replace)}"`;
}

/** Decodes a JSON string; most have no escapes and need no parsing. */
function readString(lexeme: string): string {
  return lexeme.includes("\\") ? (JSON.parse(lexeme) as string) : lexeme.slice(1, -1);
}

/**
 * For each code unit of a JSON string's value, its offset in the raw text; then the raw text's
 * length.
 */
function placesOf(raw: string): number[] {
  const places: number[] = [];
  for (let at = 0; at < raw.length; ) {
    places.push(at);
    at += raw[at] !== "\\" ? 1 : raw[at + 1] === "u" ? 6 : 2;
  }
  places.push(raw.length);
  return places;
}
