import type { Redactor } from "./redactor.ts";
import { replaceEncoded } from "./replace-encoded.ts";

/**
 * A string with its quotes, a number, or the punctuation that ends a key or delimits an object.
 */
const LEXEME = /"[^"\\]*(?:\\.[^"\\]*)*"|-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|[:{}]/g;

/** Depth to which the keys of enclosing objects are remembered: whoever writes the input decides it. */
const DEPTH_MAX = 1024;

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
  // An array's elements have its key, after an object among them too.
  const keys: string[] = [];
  let depth = 0;
  let last = "";
  for (const { 0: lexeme, index } of json.matchAll(LEXEME)) {
    if (lexeme === ":") {
      key = readString(last);
    } else if (lexeme === "{") {
      if (depth < DEPTH_MAX) keys[depth] = key;
      depth++;
      key = "";
    } else if (lexeme === "}") {
      depth--;
      key = depth < DEPTH_MAX ? (keys[depth] as string) : "";
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
  return `"${replaceEncoded(redactor, raw, value, findings, placesOf, encode)}"`;
}

function encode(text: string): string {
  return JSON.stringify(text).slice(1, -1);
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
