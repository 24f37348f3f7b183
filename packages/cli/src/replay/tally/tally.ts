import type { ModuleDescription } from "@snapwall/core";
import { isRecorded, type LogEntry } from "../formats/log-entry.ts";
import type { Finding } from "../judge-entry.ts";
import { findUnmetNeeds, isGuess, listNeeds, type Need } from "../rule-parts.ts";
import { escapeText } from "./escape-text.ts";
import { FrequentItems } from "./frequent-items.ts";
import { LineTally } from "./line-tally.ts";
import { ReasonTally } from "./reason-tally.ts";
import type { Example, LogReport, ReplayReport } from "./report.ts";
import { Timeline } from "./timeline.ts";

/** Number of counters for paths, and for examples. */
const CAPACITY = 8192;

const MAX_PATH_UNITS = 200;
const MAX_USER_AGENT_UNITS = 160;
const MAX_METHOD_UNITS = 16;

const MAX_STATUS = 999;

/** Counts what a policy decides about the requests of a log. Memory is bounded. */
export class Tally {
  readonly lines = new LineTally();
  readonly #description: ModuleDescription;
  readonly #findUnmet: ReturnType<typeof findUnmetNeeds>;
  readonly #unjudged = new Map<Need, { requests: number; missing: Set<string> }>();
  readonly #reasons = new ReasonTally();
  readonly #paths = new FrequentItems<null>(CAPACITY);
  readonly #examples = new FrequentItems<Omit<Example, "count">>(CAPACITY);
  readonly #statusRequests = new Float64Array(MAX_STATUS + 1);
  readonly #statusDenied = new Float64Array(MAX_STATUS + 1);
  readonly #timeline = new Timeline();
  /** Number of requests judged. */
  requests = 0;
  #denied = 0;
  #reported = 0;

  /** @param description of the module that judges */
  constructor(description: ModuleDescription) {
    this.#description = description;
    this.#findUnmet = findUnmetNeeds(listNeeds(description));
  }

  /**
   * Counts a request and its findings. Findings that depend on what the log does not record are
   * dropped.
   */
  add(entry: LogEntry, findings: readonly Finding[]): void {
    const unmet = this.#findUnmet(entry.recorded);
    if (unmet.length > 0) this.#countUnmet(unmet, entry);
    this.requests++;
    countUp(this.#statusRequests, entry.status);
    const denied = findings.length > 0 && this.#addFindings(entry, findings, unmet);
    if (denied) countUp(this.#statusDenied, entry.status);
    this.#timeline.add(entry.timeMs, denied);
  }

  #addFindings(entry: LogEntry, all: readonly Finding[], unmet: readonly Need[]): boolean {
    const reasons = unmet.length === 0 ? all : all.filter((reason) => !isGuess(reason, unmet));
    const deciding = this.#reasons.add(reasons);
    if (deciding === undefined) return false;
    if (deciding.effect === "report") {
      this.#reported++;
      return false;
    }
    this.#denied++;
    this.#addExample(entry, deciding);
    return true;
  }

  #addExample({ request }: LogEntry, { rule, id }: Finding): void {
    const path = readPath(request.url ?? "");
    const userAgent = request.headers["user-agent"] ?? "";
    this.#paths.add(path, () => null);
    this.#examples.add(`${id}\n${userAgent}`, () => ({
      rule,
      id: escapeText(id, MAX_PATH_UNITS),
      method: escapeText(request.method ?? "", MAX_METHOD_UNITS),
      path: escapeText(path, MAX_PATH_UNITS),
      userAgent: escapeText(userAgent, MAX_USER_AGENT_UNITS),
    }));
  }

  #countUnmet(unmet: readonly Need[], { recorded }: LogEntry): void {
    for (const need of unmet) {
      let count = this.#unjudged.get(need);
      if (count === undefined) {
        count = { requests: 0, missing: new Set() };
        this.#unjudged.set(need, count);
      }
      count.requests++;
      if (count.missing.size === need.parts.length) continue;
      for (const part of need.parts) if (!isRecorded(recorded, part)) count.missing.add(part);
    }
  }

  /** @param top maximum number of paths, examples and reasons listed */
  report(logs: readonly LogReport[], top: number): ReplayReport {
    const { policyHash = null, rules = [] } = this.#description;
    return {
      version: 1,
      policy: { hash: policyHash, rules },
      logs,
      lines: this.lines.count(this.requests),
      requests: this.requests,
      denied: this.#denied,
      reported: this.#reported,
      rules: this.#reasons.listRules(),
      reasons: this.#reasons.listReasons().slice(0, top),
      categories: this.#reasons.listCategories(),
      paths: {
        items: this.#paths.top(top).map(({ key, count }) => {
          return { path: escapeText(key, MAX_PATH_UNITS), denied: count };
        }),
        maxError: this.#paths.maxError,
      },
      statuses: this.#listStatuses(),
      timeline: this.#timeline.report(),
      examples: {
        items: this.#examples.top(top).map(({ count, sample }) => ({ count, ...sample })),
        maxError: this.#examples.maxError,
      },
      unjudged: [...this.#unjudged].map(([{ rule, id, category }, { missing, requests }]) => {
        return { rule, id: id ?? category ?? null, missing: [...missing], requests };
      }),
      unreadable: this.lines.unreadable,
    };
  }

  #listStatuses() {
    return [...this.#statusRequests]
      .map((requests, status) => {
        return { status, requests, denied: this.#statusDenied[status] as number };
      })
      .filter(({ requests }) => requests > 0);
  }
}

function countUp(counts: Float64Array, index: number): void {
  counts[index] = (counts[index] as number) + 1;
}

/**
 * A URL without scheme, host, query and fragment, which may contain secrets and would make every
 * path unique.
 */
function readPath(url: string): string {
  const schemeEnd = url.startsWith("/") ? -1 : url.indexOf("://");
  const start = schemeEnd < 0 ? 0 : url.indexOf("/", schemeEnd + 3);
  if (start < 0) return "/";
  const path = url.slice(start, start + MAX_PATH_UNITS + 1);
  const end = path.search(/[?#]/);
  return end < 0 ? path : path.slice(0, end);
}
