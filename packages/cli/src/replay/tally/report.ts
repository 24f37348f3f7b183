import type { Format } from "../formats/detect-format.ts";
import type { Compression } from "../sources/decompress.ts";
import type { TimelineReport } from "./timeline.ts";

/**
 * The report that `snapwall replay --json` prints. Every text from a log is truncated and its
 * control characters are escaped, so that it is safe to print; query strings and addresses are
 * omitted.
 */
export interface ReplayReport {
  readonly version: 1;
  /** Hash of the policy, and its rules. */
  readonly policy: { readonly hash: string | null; readonly rules: readonly string[] };
  readonly logs: readonly LogReport[];
  readonly lines: LineCounts;
  /** Requests judged, to which all shares refer. */
  readonly requests: number;
  /** Requests that the policy denies. */
  readonly denied: number;
  /** Requests that only rules in report mode would deny. */
  readonly reported: number;
  /** By the deciding rule; they add up to `denied` and `reported`. */
  readonly rules: readonly RuleCount[];
  /** By what was found. A request may count in several. */
  readonly reasons: readonly ReasonCount[];
  readonly categories: readonly CategoryCount[];
  /** Paths of the denied requests, most frequent first. */
  readonly paths: Ranking<PathCount>;
  /**
   * The server's original status codes: a denied request with status 200 shows what would change.
   */
  readonly statuses: readonly StatusCount[];
  /** `null` if the logs have no times. */
  readonly timeline: TimelineReport | null;
  /** Denied requests, grouped by similarity, largest group first. */
  readonly examples: Ranking<Example>;
  /** Rules that could not judge some requests because the log does not record what they read. */
  readonly unjudged: readonly Unjudged[];
  /** The first lines that could not be read. */
  readonly unreadable: readonly UnreadableLine[];
}

export interface LogReport {
  readonly name: string;
  /** `null` if the log is empty or its format is unknown. */
  readonly format: Format | null;
  readonly compression: Compression;
  readonly lines: number;
  /** Why reading stopped before the log's end. */
  readonly fault: string | null;
}

/** Line counts; `read` is the sum of the others. */
export interface LineCounts {
  readonly read: number;
  readonly judged: number;
  /**
   * Valid lines that do not describe a request: connections without one, log messages of functions.
   */
  readonly noRequest: number;
  /** Requests before `--since`, after `--until`, or without a time when either is given. */
  readonly outsideTime: number;
  readonly unreadable: number;
}

export interface RuleCount {
  readonly rule: string;
  readonly denied: number;
  readonly reported: number;
}

export interface ReasonCount {
  readonly rule: string;
  readonly id: string;
  readonly category: string | null;
  readonly denied: number;
  readonly reported: number;
  /** Allowed because the policy names it. */
  readonly allowed: number;
  /** Observed, without effect on the decision. */
  readonly noted: number;
}

export interface CategoryCount {
  readonly category: string;
  readonly denied: number;
  readonly reported: number;
  readonly allowed: number;
}

/** The head of a list, counted in bounded memory. */
export interface Ranking<Item> {
  readonly items: readonly Item[];
  /** Upper bound on how much a count may be too low; 0 if counts are exact. */
  readonly maxError: number;
}

export interface PathCount {
  readonly path: string;
  readonly denied: number;
}

export interface StatusCount {
  /** 0 if not logged. */
  readonly status: number;
  readonly requests: number;
  readonly denied: number;
}

export interface Example {
  readonly count: number;
  readonly rule: string;
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly userAgent: string;
}

export interface Unjudged {
  readonly rule: string;
  readonly id: string | null;
  /** The parts that the log does not record. */
  readonly missing: readonly string[];
  readonly requests: number;
}

export interface UnreadableLine {
  readonly log: string;
  readonly line: number;
  readonly why: string;
}
