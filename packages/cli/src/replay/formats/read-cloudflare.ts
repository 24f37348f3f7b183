import type { PlatformFacts } from "@snapwall/core";
import { LineError } from "../../check/line-error.ts";
import { readRecord, toHeaders, toStatus, toText } from "./json-fields.ts";
import { type LogEntry, record } from "./log-entry.ts";
import { readAnyTime } from "./read-log-time.ts";

/**
 * Fields of a Logpush record and the headers they contain. Logpush writes only the selected fields.
 */
const HEADERS: readonly (readonly [field: string, header: string])[] = [
  ["ClientRequestUserAgent", "user-agent"],
  ["ClientRequestReferer", "referer"],
  ["ClientRequestHost", "host"],
];

const FACTS: readonly (readonly [field: string, fact: keyof PlatformFacts])[] = [
  ["ClientRequestProtocol", "http.request.version"],
  ["ClientCountry", "ip.src.country"],
  ["ClientRegionCode", "ip.src.region"],
  ["ClientCity", "ip.src.city"],
  ["ClientASN", "ip.src.asnum"],
  ["ClientSSLProtocol", "tls.version"],
  ["ClientSSLCipher", "tls.cipher"],
];

/**
 * Reads a line of Cloudflare's Logpush data set `http_requests`.
 *
 * @throws {LineError} when it is not such a record, or lacks `ClientRequestMethod` and
 * `ClientRequestURI`
 * @see https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/zone/http_requests/
 */
export function readCloudflareLine(line: Buffer): LogEntry {
  const fields = readRecord(line);
  const url = toText(fields.ClientRequestURI) ?? toText(fields.ClientRequestPath);
  if (url === undefined && fields.ClientRequestMethod === undefined) {
    throw new LineError("no ClientRequestMethod and no ClientRequestURI");
  }
  const headers = toHeaders(fields.RequestHeaders);
  const parts = Object.keys(headers);
  for (const [field, header] of HEADERS) {
    if (!(field in fields)) continue;
    parts.push(header);
    headers[header] = toText(fields[field]);
  }
  if ("ClientIP" in fields) parts.push(":ip.src");
  const facts: Partial<Record<keyof PlatformFacts, string | number | boolean>> = {};
  for (const [field, fact] of FACTS) {
    if (!(field in fields)) continue;
    parts.push(`:${fact}`);
    const value = fields[field];
    if (typeof value === "number" || (typeof value === "string" && value !== ""))
      facts[fact] = value;
  }
  return {
    request: { method: toText(fields.ClientRequestMethod), url, headers },
    options: { ip: toText(fields.ClientIP), facts: facts as PlatformFacts },
    status: toStatus(fields.EdgeResponseStatus),
    timeMs: readAnyTime(fields.EdgeStartTimestamp),
    recorded: record(parts),
  };
}
