import { readJson } from "../../check/read-json.ts";
import { readRequestLine } from "../../check/read-request-line.ts";
import { collectHeaders, isRecord } from "./json-fields.ts";
import { type LogEntry, record } from "./log-entry.ts";

/**
 * Reads a line in the format of `snapwall check`. A line without `headers` or `ip` does not mean
 * that the request had none.
 *
 * @throws {LineError} when `check` would reject it
 */
export function readCheckLine(line: Buffer): LogEntry {
  const value = readJson(line);
  const { request, options } = readRequestLine(value);
  const hasHeaders = isRecord(value) && "headers" in value;
  const parts = [
    ...Object.keys(options.facts ?? {}).map((fact) => `:${fact}`),
    ...Object.keys(options.local ?? {}).map((key) => `:local.${key}`),
  ];
  if (options.body !== undefined) parts.push(":http.request.body", ":http.request.body.size");
  if (typeof options.ip === "string") parts.push(":ip.src");
  const recorded = record(parts, hasHeaders);
  const { method, url, headers } = request;
  const pairs = Symbol.iterator in headers ? headers : Object.entries(headers);
  const collected = collectHeaders(pairs as Iterable<[string, unknown]>);
  return {
    request: { method, url, headers: collected },
    options,
    status: 0,
    timeMs: Number.NaN,
    recorded,
  };
}
