/** Requests that no well-behaved client sends, and the outcome of each. */
import type { DecisionJson, RequestLike } from "@snapwall/core";
import { browserHeaders, userAgents } from "../cases.ts";

export interface Malformed {
  readonly name: string;
  readonly request: () => RequestLike;
  readonly ip?: string;
  readonly expected: Partial<DecisionJson>;
}

const allow = { action: "allow", rule: null, status: null, reasons: [] } as const;
const browser = browserHeaders(userAgents.firefox);
const curl = browserHeaders(userAgents.curl);

function denied(rule: string, status: number): Partial<DecisionJson> {
  return { action: "deny", rule, status };
}

export const malformed: readonly Malformed[] = [
  {
    name: "an empty method is denied with 400",
    request: () => ({ method: "", url: "/", headers: browser }),
    expected: denied("request", 400),
  },
  {
    name: "a method that is no token is denied with 400",
    request: () => ({ method: "GE T\r\n", url: "/", headers: browser }),
    expected: denied("request", 400),
  },
  {
    name: "a URL that does not parse is denied with 400",
    request: () => ({ method: "GET", url: "http://[", headers: browser }),
    expected: denied("request", 400),
  },
  {
    name: "an empty URL is denied with 400",
    request: () => ({ method: "GET", url: "", headers: browser }),
    expected: denied("request", 400),
  },
  {
    name: "an address that is none is told of and not used: it is the caller's doing",
    request: () => ({ headers: browser }),
    ip: "999.1.2.3",
    expected: {
      action: "allow",
      reasons: [
        {
          rule: "request",
          id: "INVALID_ADDRESS",
          effect: "note",
          where: { part: "ip", start: 0, end: 9 },
          matched: "999.1.2.3",
        },
      ],
    },
  },
  {
    name: "an address of a megabyte is denied",
    request: () => ({ headers: browser }),
    ip: "1".repeat(1_000_000),
    expected: { action: "deny" },
  },
  {
    name: "a User-Agent of a megabyte is denied with 431",
    request: () => ({ headers: { "user-agent": "f".repeat(1_000_000) } }),
    expected: denied("request", 431),
  },
  {
    name: "a megabyte in a header that no rule reads changes nothing",
    request: () => ({ headers: [...browser, ["x-filler", "f".repeat(1_000_000)]] }),
    expected: allow,
  },
  {
    name: "a URL of a megabyte is denied",
    request: () => ({ method: "GET", url: `/${"a".repeat(1_000_000)}`, headers: browser }),
    expected: { action: "deny" },
  },
  {
    name: "ten thousand headers change nothing of a browser",
    request: () => ({ headers: [...tenThousand(), ...browser] }),
    expected: allow,
  },
  {
    name: "ten thousand headers hide no bot",
    request: () => ({ headers: [...tenThousand(), ...curl] }),
    expected: denied("bots", 403),
  },
  {
    name: "ten thousand User-Agents hide no bot",
    request: () => ({
      headers: [...Array.from({ length: 10_000 }, () => ["user-agent", "x"] as const), ...curl],
    }),
    expected: { action: "deny" },
  },
  {
    name: "a NUL in the User-Agent hides no bot",
    request: () => ({ headers: { "user-agent": `${userAgents.firefox}\0${userAgents.curl}` } }),
    expected: denied("bots", 403),
  },
  {
    name: "lone surrogates hide no bot",
    request: () => ({ headers: { "user-agent": `\ud800${userAgents.gptBot}\udfff` } }),
    expected: denied("bots", 403),
  },
  {
    name: "lone surrogates in another header change nothing of a browser",
    request: () => ({ headers: [...browser, ["x-odd", "\udc00\ud800"]] }),
    expected: allow,
  },
  {
    name: "a User-Agent of nothing but control characters is denied",
    request: () => ({ headers: { "user-agent": "\u0001\u0002\u0003\u007f" } }),
    expected: denied("bots", 403),
  },
];

function tenThousand(): [string, string][] {
  return Array.from({ length: 10_000 }, (_, index) => [`x-${index}`, "y"]);
}
