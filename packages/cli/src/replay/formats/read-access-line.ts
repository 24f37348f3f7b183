import { LineError } from "../../check/line-error.ts";
import { type LogEntry, type ReadEntry, record } from "./log-entry.ts";
import { readLogTime } from "./read-log-time.ts";
import { unescapeField } from "./unescape-field.ts";

/** What an access log has after the status and the size. */
export interface AccessFields {
  /** Whether Referer and User-Agent follow, as in the combined format. */
  readonly combined: boolean;
  /** Headers in the quoted fields behind those, in order; `-` for one to pass over. */
  readonly extra: readonly string[];
}

const BACKSLASH = 0x5c;
const DIGIT_0 = 0x30;

/**
 * Creates a reader of common and combined access logs, as Apache and nginx write them:
 * `[vhost[:port] ]client ident user [time] "request" status size[ "referer" "user-agent"[ "…"]…]`.
 *
 * A `-` is a part that was not sent. A line whose request is `-`, empty or not HTTP (a TLS
 * handshake sent to a plain-text port) does not describe a request, because no application has seen
 * one.
 *
 * Takes linear time and uses no regular expressions, because this reads most of all input.
 */
export function readAccessLines({ combined, extra }: AccessFields): ReadEntry {
  const names = combined ? ["referer", "user-agent", ...extra] : [];
  const kept = [...names.filter((name) => name !== "-"), ":ip.src", ":http.request.version"];
  const withoutHost = record(kept);
  const withHost = record([...kept, "host"]);
  let lastTime = "";
  let lastTimeMs = Number.NaN;

  return function readAccessLine(line: Buffer): LogEntry | null {
    const text = line.toString("latin1");
    const timeEnd = text.indexOf('] "');
    const timeStart = timeEnd < 0 ? -1 : text.lastIndexOf("[", timeEnd);
    if (timeStart < 0) throw new LineError('no [time] and "request" as in an access log');
    const time = text.slice(timeStart + 1, timeEnd);
    if (time !== lastTime) {
      lastTimeMs = readLogTime(time);
      lastTime = time;
    }
    if (Number.isNaN(lastTimeMs)) throw new LineError(`no time: [${time.slice(0, 40)}]`);

    const fields = new QuotedFields(text, timeEnd + 2);
    const requestLine = fields.next("request");
    const status = readStatus(text, fields.end + 1);
    const headers: LoggedHeaders = { referer: undefined, "user-agent": undefined };
    if (combined) {
      headers.referer = fields.next("Referer");
      headers["user-agent"] = fields.next("User-Agent");
      for (const name of extra) {
        const value = fields.next(name);
        if (name !== "-") headers[name] = value;
      }
    }
    const request = requestLine === undefined ? null : splitRequestLine(requestLine);
    if (request === null) return null;

    const client = readClient(text, timeStart);
    if (client.host !== undefined) headers.host = client.host;
    const { method, url, version } = request;
    return {
      request: { method, url, headers },
      options: { ip: client.ip, facts: { "http.request.version": version } },
      status,
      timeMs: lastTimeMs,
      recorded: client.host === undefined ? withoutHost : withHost,
    };
  };
}

interface LoggedHeaders {
  referer: string | undefined;
  "user-agent": string | undefined;
  [name: string]: string | undefined;
}

/** The quoted fields of a line, in order. */
class QuotedFields {
  readonly #text: string;
  readonly #escaped: boolean;
  /** Index after the closing quote of the last field read. */
  end: number;

  constructor(text: string, start: number) {
    this.#text = text;
    this.#escaped = text.includes("\\");
    this.end = start;
  }

  /**
   * Reads the next field; `undefined` for `-`.
   *
   * @throws {LineError} when there is no field
   */
  next(name: string): string | undefined {
    const start = this.#text.indexOf('"', this.end) + 1;
    if (start === 0) throw new LineError(`no quoted ${name}`);
    const end = findQuote(this.#text, start);
    if (end < 0) throw new LineError(`the ${name} has no closing quote`);
    this.end = end + 1;
    if (end === start + 1 && this.#text[start] === "-") return undefined;
    const field = this.#text.slice(start, end);
    return this.#escaped && field.includes("\\") ? unescapeField(field) : field;
  }
}

/** Index of the quote that ends a field: the first one after an even number of backslashes. */
function findQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
    let start = at;
    while (start > from && text.charCodeAt(start - 1) === BACKSLASH) start--;
    if ((at - start) % 2 === 0) return at;
  }
  return -1;
}

/** Reads three digits with a space on either side. */
function readStatus(text: string, at: number): number {
  const status =
    (text.charCodeAt(at) - DIGIT_0) * 100 +
    (text.charCodeAt(at + 1) - DIGIT_0) * 10 +
    (text.charCodeAt(at + 2) - DIGIT_0);
  return status >= 100 && status <= 999 ? status : 0;
}

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const COMMON_METHODS = new Set(["GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"]);

interface RequestLine {
  readonly method: string;
  readonly url: string;
  /** `HTTP/1.1`; `undefined` if the line ends with the URL. */
  readonly version: string | undefined;
}

function splitRequestLine(line: string): RequestLine | null {
  const space = line.indexOf(" ");
  const method = line.slice(0, space);
  if (space < 0 || !(COMMON_METHODS.has(method) || TOKEN.test(method))) return null;
  const last = line.lastIndexOf(" ");
  const isVersioned = last > space && line.startsWith("HTTP/", last + 1);
  const url = line.slice(space + 1, isVersioned ? last : line.length);
  if (url === "" || url.startsWith("HTTP/")) return null;
  return { method, url, version: isVersioned ? line.slice(last + 1) : undefined };
}

/** Reads what precedes the time: an optional virtual host, then the client's address. */
function readClient(text: string, end: number): { ip?: string; host?: string } {
  const space = text.indexOf(" ");
  if (space < 0 || space > end) return {};
  const first = text.slice(0, space);
  if (looksLikeAddress(first)) return { ip: first };
  const next = text.indexOf(" ", space + 1);
  const second = next < 0 || next > end ? "" : text.slice(space + 1, next);
  // If the client is a host name, the ident follows it, which is almost never an address.
  return looksLikeAddress(second) ? { ip: second, host: first } : {};
}

/**
 * Whether a text is an address rather than a host name: all digits and dots, or two colons and hex
 * digits.
 */
function looksLikeAddress(text: string): boolean {
  let colons = 0;
  let letters = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x3a) colons++;
    else if ((code >= 0x61 && code <= 0x66) || (code >= 0x41 && code <= 0x46)) letters++;
    else if (!((code >= 0x30 && code <= 0x39) || code === 0x2e)) return false;
  }
  return text.length > 0 && (colons >= 2 || (colons === 0 && letters === 0));
}
