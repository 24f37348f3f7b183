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
 * @throws {LineError} when it is not one
 */
export function readRecord(line: Buffer): JsonRecord {
  const value = readJson(line);
  if (!isRecord(value)) throw new LineError("expected a JSON object");
  return value;
}

/**
 * Converts a value to text: a number in decimal; a list of strings joined like repeated headers. An
 * empty text or list, with which loggers record what was not sent, and anything else is
 * `undefined`.
 */
export function toText(value: unknown): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  if (typeof value === "number") return String(value);
  if (!Array.isArray(value)) return undefined;
  return value.filter((item) => typeof item === "string").join(", ") || undefined;
}

/** Converts a value to an HTTP status; 0 if it is not one. */
export function toStatus(value: unknown): number {
  const status = typeof value === "string" ? Number(value) : value;
  return typeof status === "number" && Number.isInteger(status) && status >= 100 && status <= 999
    ? status
    : 0;
}

/** Converts an object to headers, like {@link collectHeaders}. */
export function toHeaders(value: unknown): Record<string, string | undefined> {
  return collectHeaders(isRecord(value) ? Object.entries(value) : []);
}

/**
 * Collects headers: names become lower case, and values of a repeated header are joined as the
 * guard joins them.
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
