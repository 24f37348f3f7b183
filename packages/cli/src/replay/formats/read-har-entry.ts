import { LineError } from "../../check/line-error.ts";
import {
  collectHeaders,
  isRecord,
  type JsonRecord,
  readRecord,
  toStatus,
  toText,
} from "./json-fields.ts";
import { type LogEntry, type LoggedHeaders, record } from "./log-entry.ts";
import { readAnyTime } from "./read-log-time.ts";

const ALL_HEADERS = record([], true);
const NO_HEADERS = record([]);

/**
 * Reads one entry of a HAR file. An entry that is not an HTTP request (`data:`, `blob:`) is
 * skipped. A HAR file does not record the client's address: `serverIPAddress` is the other end's.
 *
 * @throws {LineError} when it has no request
 * @see http://www.softwareishard.com/blog/har-12-spec/
 */
export function readHarEntry(json: Buffer): LogEntry | null {
  const { request, response, startedDateTime } = readRecord(json);
  if (!isRecord(request)) throw new LineError("the entry has no request");
  const url = toText(request.url);
  if (url !== undefined && !/^(https?|wss?):/i.test(url)) return null;
  const headers = readHeaders(request);
  return {
    // A WebSocket begins as an HTTP request.
    request: { method: toText(request.method), url: url?.replace(/^ws/i, "http"), headers },
    options: {},
    status: isRecord(response) ? toStatus(response.status) : 0,
    timeMs: readAnyTime(startedDateTime),
    recorded: Object.keys(headers).length > 0 ? ALL_HEADERS : NO_HEADERS,
  };
}

function readHeaders(request: JsonRecord): LoggedHeaders {
  const headers: [string, string][] = [];
  if (!Array.isArray(request.headers)) return {};
  for (const header of request.headers) {
    if (!isRecord(header) || typeof header.name !== "string") continue;
    const value = typeof header.value === "string" ? header.value : "";
    // HTTP/2 has the host, the method and the path in pseudo-headers.
    if (header.name === ":authority") headers.push(["host", value]);
    else if (!header.name.startsWith(":")) headers.push([header.name, value]);
  }
  return collectHeaders(headers);
}
