import { isIP } from "node:net";
import type { Guard, Reason } from "@snapwall/core";
import type { LogEntry, LoggedHeaders } from "./formats/log-entry.ts";
import { listHeaders } from "./rule-parts.ts";
import { detach } from "./tally/frequent-items.ts";

/** A reason without its position, as counted in the report. */
export type Finding = Pick<Reason, "rule" | "id" | "category" | "effect">;

/** Judges one request. No findings means allowed, with nothing to report. */
export type JudgeEntry = (entry: LogEntry) => readonly Finding[];

/** Minimum number of verdicts that are remembered. */
const MAX_REMEMBERED = 8192;

/** Longest text that is part of a cache key, in UTF-16 code units. */
const MAX_TEXT_UNITS = 1024;

const METHODS = new Set(["GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const PLAIN_TARGET = /^\/[!-~]*$/;

/**
 * Creates a function that judges with a guard, and caches verdicts that depend on a few headers
 * alone, because most requests in a log have the same User-Agent as an earlier one.
 *
 * That is the case when the policy has no rules other than `request`, which judges a request's
 * form, and rules that only read headers; and when the form is beyond doubt, which is decided
 * conservatively here.
 */
export function rememberVerdicts(guard: Guard): JudgeEntry {
  const judge: JudgeEntry = ({ request, options }) => guard.check(request, options).reasons;
  const names = listHeaders(guard.describe());
  if (names === null || names.length === 0) return judge;
  let recent = new Map<string, readonly Finding[]>();
  let earlier = recent;

  return function judgeEntry(entry: LogEntry): readonly Finding[] {
    if (!hasPlainForm(entry)) return judge(entry);
    const key = makeKey(entry.request.headers, names);
    if (key === null) return judge(entry);
    const known = recent.get(key) ?? earlier.get(key);
    if (known !== undefined) return known;
    const findings = judge(entry).map(({ rule, id, category, effect }) => {
      return { rule, id, effect, ...(category === undefined ? {} : { category }) };
    });
    if (recent.size >= MAX_REMEMBERED) {
      earlier = recent;
      recent = new Map();
    }
    recent.set(detach(key), findings);
    return findings;
  };
}

/**
 * Builds a cache key that is unique to the headers; `null` if it would be too long.
 *
 * Nearly always there is only a User-Agent. The key is then that text itself, because joining texts
 * costs as much as a lookup. Any other key begins with a line feed, which no header does.
 */
function makeKey(headers: LoggedHeaders, names: readonly string[]): string | null {
  const first = headers[names[0] as string];
  let others = 0;
  for (let at = 1; at < names.length; at++) {
    if (headers[names[at] as string] !== undefined) others++;
  }
  if (others === 0 && first !== undefined && !first.startsWith("\n")) {
    return first.length > MAX_TEXT_UNITS ? null : first;
  }
  const key = `\n${JSON.stringify(names.map((name) => headers[name] ?? null))}`;
  return key.length > MAX_TEXT_UNITS ? null : key;
}

/** Whether the rule `request` is certain to find nothing. */
function hasPlainForm({ request: { method, url }, options: { ip } }: LogEntry): boolean {
  return (
    method !== undefined &&
    METHODS.has(method) &&
    url !== undefined &&
    url.length <= MAX_TEXT_UNITS &&
    PLAIN_TARGET.test(url) &&
    (ip === undefined || ip === null || isIP(ip) === 4)
  );
}
