import type { Format } from "../formats/detect-format.ts";
import type { Compression } from "../sources/decompress.ts";
import type { TimelineReport } from "./timeline.ts";

/**
 * What `snapwall replay --json` prints. Every text from a log is cut short and its control characters
 * are escaped, so that it can be printed as it is; query strings and addresses are left out.
 */
export interface ReplayReport {
  readonly version: 1;
  /** Hash of the policy that judged, and the rules it has. */
  readonly policy: { readonly hash: string | null; readonly rules: readonly string[] };
  readonly logs: readonly LogReport[];
  readonly lines: LineCounts;
  /** Requests judged: what every share is of. */
  readonly requests: number;
  /** Requests that the policy denies. */
  readonly denied: number;
  /** Requests that only rules in report mode speak against. */
  readonly reported: number;
  /** By the rule that decided: they add up to `denied` and `reported`. */
  readonly rules: readonly RuleCount[];
  /** By what was found. A request may be in several of these. */
  readonly reasons: readonly ReasonCount[];
  readonly categories: readonly CategoryCount[];
  /** Paths of the denied requests, most frequent first. */
  readonly paths: Ranking<PathCount>;
  /** What the server answered at the time: where 200 is denied, something changes. */
  readonly statuses: readonly StatusCount[];
  /** `null` when the logs have no times. */
  readonly timeline: TimelineReport | null;
  /** Denied requests, those that are most alike first. */
  readonly examples: Ranking<Example>;
  /** Rules that could not judge some requests, because the log does not say what they read. */
  readonly unjudged: readonly Unjudged[];
  /** The first lines that could not be read. */
  readonly unreadable: readonly UnreadableLine[];
}

export interface LogReport {
  readonly name: string;
  /** `null` when it is empty, or its format is not known. */
  readonly format: Format | null;
  readonly compression: Compression;
  readonly lines: number;
  /** What ended the reading before the log's end. */
  readonly fault: string | null;
}

/** `read` is the sum of the others. */
export interface LineCounts {
  readonly read: number;
  readonly judged: number;
  /** Sound lines that tell of no request: connections without one, messages of functions. */
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
  /** Let in because the policy names it. */
  readonly allowed: number;
  /** Seen, and decided nothing. */
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
  /** By how much a count may be too low; 0 when they are exact. */
  readonly maxError: number;
}

export interface PathCount {
  readonly path: string;
  readonly denied: number;
}

export interface StatusCount {
  /** 0: not logged. */
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
  /** What the log does not keep. */
  readonly missing: readonly string[];
  readonly requests: number;
}

export interface UnreadableLine {
  readonly log: string;
  readonly line: number;
  readonly why: string;
}
