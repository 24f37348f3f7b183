import { LineError } from "../../check/line-error.ts";
import type { FieldMap } from "./field-map.ts";
import { isRecord, readRecord, toHeaders, toStatus, toText } from "./json-fields.ts";
import { type LogEntry, type ReadEntry, record } from "./log-entry.ts";
import { readAnyTime } from "./read-log-time.ts";

/**
 * Creates a reader of JSON lines of any shape. A line that has neither method nor URL does not
 * describe a request.
 *
 * Parts that the map does not name are not recorded. If it names `headers`, an object of all
 * headers, every header is.
 */
export function readMappedLines(map: FieldMap): ReadEntry {
  const headerPaths = Object.entries(map)
    .filter(([part]) => part.startsWith("header:"))
    .map(([part, path]) => [part.slice("header:".length), path] as const);
  const parts = headerPaths.map(([name]) => name);
  if (map.host !== undefined) parts.push("host");
  if (map.ip !== undefined) parts.push(":ip.src");
  const recorded = record(parts, map.headers !== undefined);

  return function readMappedLine(line: Buffer): LogEntry | null {
    const fields = readRecord(line);
    const method = toText(follow(fields, map.method));
    const url = toText(follow(fields, map.url));
    if (method === undefined && url === undefined) return null;
    const all = follow(fields, map.headers);
    if (map.headers !== undefined && !isRecord(all)) {
      throw new LineError(`no object at ${map.headers.join(".")}`);
    }
    const headers = toHeaders(all);
    for (const [name, path] of headerPaths) headers[name] = readSent(follow(fields, path));
    if (map.host !== undefined) headers.host = readSent(follow(fields, map.host));
    return {
      request: { method, url, headers },
      options: { ip: readSent(follow(fields, map.ip)) },
      status: toStatus(follow(fields, map.status)),
      timeMs: readAnyTime(follow(fields, map.time)),
      recorded,
    };
  };
}

/** Loggers conventionally write `-` for what was not sent. */
function readSent(value: unknown): string | undefined {
  const text = toText(value);
  return text === "-" ? undefined : text;
}

function follow(value: unknown, path: readonly string[] | undefined): unknown {
  if (path === undefined) return undefined;
  let found = value;
  for (const key of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Record<string, unknown>)[key];
  }
  return found;
}
