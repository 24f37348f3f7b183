import type { CheckOptions, RequestLike } from "@snapwall/core";

/** Headers by their names in lower case; `undefined` for one that was not sent. */
export type LoggedHeaders = Readonly<Record<string, string | undefined>>;

/** One request as a log tells it. */
export interface LogEntry {
  readonly request: RequestLike & { readonly headers: LoggedHeaders };
  /** The client's address, and what a platform knew beside the request. */
  readonly options: CheckOptions;
  /** HTTP status that the server answered with; 0 when it is not logged. */
  readonly status: number;
  /** When the request came, in milliseconds since 1970; `NaN` when it is not logged. */
  readonly timeMs: number;
  readonly recorded: Recorded;
}

/**
 * Which parts of a request a log keeps. A part that is kept and missing was not sent; of a part that
 * is not kept nobody can say.
 *
 * Parts are header names in lower case and `:` with a field of the filter language: `:ip.src`.
 */
export interface Recorded {
  /** Whether every header is kept, named here or not. */
  readonly allHeaders: boolean;
  readonly parts: ReadonlySet<string>;
}

/**
 * Reads one line of a log.
 *
 * @returns `null` when the line is sound and tells of no request
 * @throws {LineError} when it is not in the format; the error says what is wrong
 */
export type ReadEntry = (line: Buffer) => LogEntry | null;

/** Whether a log that keeps `recorded` says if the request had this part. */
export function isRecorded(recorded: Recorded, part: string): boolean {
  return recorded.parts.has(part) || (recorded.allHeaders && !part.startsWith(":"));
}

const interned = new Map<string, Recorded>();

/** Enough for every combination that a real log has; a hostile one pays for its own. */
const MAX_INTERNED = 256;

/** Makes a {@link Recorded}: the same object for the same parts, so that it can be a key. */
export function record(parts: readonly string[], allHeaders = false): Recorded {
  const key = `${allHeaders}\n${parts.join("\n")}`;
  const known = interned.get(key);
  if (known !== undefined) return known;
  const made = { allHeaders, parts: new Set(parts) };
  if (interned.size < MAX_INTERNED) interned.set(key, made);
  return made;
}
