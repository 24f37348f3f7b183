import { isRecord, readRecord, toStatus, toText } from "./json-fields.ts";
import { type LogEntry, type ReadEntry, record } from "./log-entry.ts";
import { readAnyTime } from "./read-log-time.ts";

/** Minimum number of requests whose ids are remembered. */
const MAX_REMEMBERED = 50_000;

const HEADERS: readonly (readonly [field: string, header: string])[] = [
  ["userAgent", "user-agent"],
  ["referer", "referer"],
  ["host", "host"],
];

/**
 * Creates a reader of Vercel's log drains (NDJSON or JSON arrays).
 *
 * A request causes several lines, one for each message that its functions log; only the first
 * counts. Lines without `proxy` (builds, background work) do not describe a request.
 *
 * @see https://vercel.com/docs/drains/reference/logs
 */
export function readVercelLines(): ReadEntry {
  let seen = new Set<string>();
  let seenBefore = seen;
  const isRepeated = (id: string | undefined): boolean => {
    if (id === undefined) return false;
    if (seen.has(id) || seenBefore.has(id)) return true;
    if (seen.size >= MAX_REMEMBERED) {
      seenBefore = seen;
      seen = new Set();
    }
    seen.add(id.slice(0, 128));
    return false;
  };

  return function readVercelLine(line: Buffer): LogEntry | null {
    const fields = readRecord(line);
    const proxy = fields.proxy;
    // Status -1 in `proxy` is a page revalidated in the background, which answers no request.
    if (!isRecord(proxy) || proxy.statusCode === -1) return null;
    if (isRepeated(toText(fields.requestId))) return null;
    const headers: Record<string, string | undefined> = {};
    const parts: string[] = [];
    for (const [field, header] of HEADERS) {
      if (!(field in proxy)) continue;
      headers[header] = toText(proxy[field]);
      parts.push(header);
    }
    if ("clientIp" in proxy) parts.push(":ip.src");
    return {
      request: { method: toText(proxy.method), url: toText(proxy.path), headers },
      options: { ip: toText(proxy.clientIp) },
      status: toStatus(proxy.statusCode),
      timeMs: readAnyTime(proxy.timestamp ?? fields.timestamp),
      recorded: record(parts),
    };
  };
}
