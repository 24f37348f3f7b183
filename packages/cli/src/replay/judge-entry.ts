import { isIP } from "node:net";
import type { Guard, Reason } from "@snapwall/core";
import type { LogEntry, LoggedHeaders } from "./formats/log-entry.ts";
import { listHeaders } from "./rule-parts.ts";
import { detach } from "./tally/frequent-items.ts";

/** What the report is made of: a reason without its place. */
export type Finding = Pick<Reason, "rule" | "id" | "category" | "effect">;

/** Judges one request; no findings: let in, and nothing to say. */
export type JudgeEntry = (entry: LogEntry) => readonly Finding[];

/** How many verdicts are remembered, at least. */
const MAX_REMEMBERED = 8192;

/** Longest text that is part of what is remembered, in UTF-16 units. */
const MAX_TEXT_UNITS = 1024;

const METHODS = new Set(["GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const PLAIN_TARGET = /^\/[!-~]*$/;

/**
 * Makes a function that judges with a guard, and remembers what it decided where that follows from
 * few headers alone: of the requests in a log most have the User-Agent of an earlier one.
 *
 * That is so when the policy has no rule but `request`, which judges the form of a request, and rules
 * that read headers only; and when the form is beyond doubt, which is decided here on the safe side.
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
 * Makes one text of the headers, another for any others; `null` when it would be too long.
 *
 * Nearly always there is a User-Agent and nothing else: then the key is that text itself, since
 * joining texts costs as much as looking one up. Any other key begins with a line feed, which no
 * header does.
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

/** Whether the rule `request` finds nothing in it, whatever else it holds. */
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
