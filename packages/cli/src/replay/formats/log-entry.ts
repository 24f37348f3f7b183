import type { CheckOptions, RequestLike } from "@snapwall/core";

/** Headers by lower-case name; `undefined` for one that was not sent. */
export type LoggedHeaders = Readonly<Record<string, string | undefined>>;

/** One request as recorded in a log. */
export interface LogEntry {
  readonly request: RequestLike & { readonly headers: LoggedHeaders };
  /** The client's address, and what a platform knew in addition to the request. */
  readonly options: CheckOptions;
  /** The server's HTTP status; 0 if not logged. */
  readonly status: number;
  /** When the request arrived, in milliseconds since 1970; `NaN` if not logged. */
  readonly timeMs: number;
  readonly recorded: Recorded;
}

/**
 * Which parts of a request a log records. A recorded part that is missing was not sent; about other
 * parts nothing is known.
 *
 * Parts are header names in lower case, or `:` followed by a field of the filter language:
 * `:ip.src`.
 */
export interface Recorded {
  /** Whether every header is recorded, whether listed here or not. */
  readonly allHeaders: boolean;
  readonly parts: ReadonlySet<string>;
}

/**
 * Reads one line of a log.
 *
 * @returns `null` when the line is valid but does not describe a request
 * @throws {LineError} when it does not follow the format; the error says what is wrong
 */
export type ReadEntry = (line: Buffer) => LogEntry | null;

/** Whether a log that records `recorded` shows whether a request had this part. */
export function isRecorded(recorded: Recorded, part: string): boolean {
  return recorded.parts.has(part) || (recorded.allHeaders && !part.startsWith(":"));
}

const interned = new Map<string, Recorded>();

/** Enough for every combination in a real log; for a hostile log, the rest are not interned. */
const MAX_INTERNED = 256;

/**
 * Returns a {@link Recorded}: the same object for the same parts, so that it can be used as a key.
 */
export function record(parts: readonly string[], allHeaders = false): Recorded {
  const key = `${allHeaders}\n${parts.join("\n")}`;
  const known = interned.get(key);
  if (known !== undefined) return known;
  const made = { allHeaders, parts: new Set(parts) };
  if (interned.size < MAX_INTERNED) interned.set(key, made);
  return made;
}
