import type { CheckOptions, HeaderPairs, HeaderRecord, RequestLike } from "@snapwall/core";
import { closest, distance } from "fastest-levenshtein";
import { LineError } from "./line-error.ts";

/** A request as described by a line of input. */
export interface RequestLine {
  readonly request: RequestLike;
  /** The client's address, facts and values known in addition to the request, and the body. */
  readonly options: CheckOptions;
}

/** Keys that a request line may have. */
export const REQUEST_KEYS = ["method", "url", "headers", "ip", "body", "facts", "local"];

/** Keys of lines with content, which have no others. */
const CONTENT_KEYS = ["email", "text"] as const;

/** Whether a key is that of a line with content. */
export function isContent(key: string): key is (typeof CONTENT_KEYS)[number] {
  return CONTENT_KEYS.some((name) => name === key);
}

/**
 * Interprets a line's value as a request. Missing keys are treated as missing parts of the request,
 * except the method, which defaults to `GET`.
 *
 * @throws {LineError} when the value is not an object, or a key is unknown or has the wrong type;
 * the error names the key
 */
export function readRequestLine(value: unknown): RequestLine {
  if (!isRecord(value)) throw new LineError(`expected a JSON object, got ${show(value)}`);
  for (const key of Object.keys(value)) requireKnown(key);
  const method = readText(value, "method") ?? "GET";
  const url = readText(value, "url");
  const options = {
    ip: readText(value, "ip"),
    facts: readValues(value, "facts"),
    local: readValues(value, "local"),
    body: readText(value, "body"),
  };
  return { request: { method, url, headers: readHeaders(value.headers) }, options };
}

function requireKnown(key: string): void {
  if (REQUEST_KEYS.includes(key)) return;
  if (isContent(key))
    throw new LineError(`"${key}" is not part of a request: put it on a line of its own`);
  const nearest = closest(key.toLowerCase(), REQUEST_KEYS);
  const meant = distance(key.toLowerCase(), nearest) <= 1 + key.length / 4;
  throw new LineError(`unknown key "${key}"${meant ? `; did you mean "${nearest}"?` : ""}`);
}

function readText(line: Record<string, unknown>, key: string): string | undefined {
  const value = line[key];
  if (value === undefined || typeof value === "string") return value;
  throw new LineError(`"${key}" expected a string, got ${show(value)}`);
}

/**
 * Values known to a platform or an application: names mapped to texts, numbers, booleans or `null`.
 */
function readValues(line: Record<string, unknown>, key: string): Values | undefined {
  const values = line[key];
  if (values === undefined) return undefined;
  if (!isRecord(values)) throw new LineError(`"${key}" expected an object, got ${show(values)}`);
  for (const [name, value] of Object.entries(values)) {
    if (value === null || ["string", "number", "boolean"].includes(typeof value)) continue;
    throw new LineError(
      `"${key}.${name}" expected a string, number or boolean, got ${show(value)}`,
    );
  }
  return values as Values;
}

function readHeaders(value: unknown): HeaderRecord | HeaderPairs {
  if (value === undefined) return {};
  if (Array.isArray(value)) {
    for (const [index, pair] of value.entries()) {
      if (Array.isArray(pair) && pair.length === 2 && pair.every(isText)) continue;
      throw new LineError(`"headers[${index}]" expected [name, value], got ${show(pair)}`);
    }
    return value;
  }
  if (!isRecord(value)) {
    throw new LineError(`"headers" expected an object or [name, value] pairs, got ${show(value)}`);
  }
  for (const name of Object.keys(value)) {
    const header = value[name];
    if (isText(header) || (Array.isArray(header) && header.every(isText))) continue;
    throw new LineError(`"headers.${name}" expected a string or strings, got ${show(header)}`);
  }
  return value as HeaderRecord;
}

type Values = Record<string, string | number | boolean | null>;

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as JSON, truncated. */
function show(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}
