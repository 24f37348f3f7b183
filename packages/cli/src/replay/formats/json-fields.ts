import { LineError } from "../../check/line-error.ts";
import { readJson } from "../../check/read-json.ts";

/** A JSON object. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** Whether a JSON value is an object. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Reads a line as a JSON object.
 *
 * @throws {LineError} when it is none
 */
export function readRecord(line: Buffer): JsonRecord {
  const value = readJson(line);
  if (!isRecord(value)) throw new LineError("expected a JSON object");
  return value;
}

/**
 * Takes a value for text: a number in decimal, strings of a list joined as repeated headers are. An
 * empty text or list, and anything else, is `undefined`: so loggers write what was not sent.
 */
export function toText(value: unknown): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  if (typeof value === "number") return String(value);
  if (!Array.isArray(value)) return undefined;
  return value.filter((item) => typeof item === "string").join(", ") || undefined;
}

/** Takes a value for an HTTP status; 0 when it is none. */
export function toStatus(value: unknown): number {
  const status = typeof value === "string" ? Number(value) : value;
  return typeof status === "number" && Number.isInteger(status) && status >= 100 && status <= 999
    ? status
    : 0;
}

/** Takes an object for headers, as {@link collectHeaders} does. */
export function toHeaders(value: unknown): Record<string, string | undefined> {
  return collectHeaders(isRecord(value) ? Object.entries(value) : []);
}

/**
 * Collects headers: names become lower case, values of one that comes more than once are joined as
 * the guard joins them.
 */
export function collectHeaders(
  pairs: Iterable<readonly [name: string, value: unknown]>,
): Record<string, string | undefined> {
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    const text = typeof value === "string" ? value : toText(value);
    const earlier = headers[key];
    headers[key] =
      earlier === undefined || text === undefined ? (text ?? earlier) : `${earlier}, ${text}`;
  }
  return headers;
}
