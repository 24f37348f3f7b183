/**
 * One table of requests and the decision that every runtime must make about each.
 *
 * The default policy denies every automated client, search engines included.
 */
import type { DecisionJson, Reason } from "@snapwall/core";
import type { GuardName, OwnGuardName } from "./fixtures/site/guards.ts";

/** A header line; each UTF-16 code unit of the value is sent as one byte. */
export type HeaderLine = readonly [name: string, value: string];

export interface Case<Guard = GuardName | OwnGuardName> {
  readonly name: string;
  /** Which of the site's guards judges; by default the default policy's. */
  readonly guard?: Guard;
  /** What follows the path: `?a=b`. */
  readonly query?: string;
  readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "DELETE" | "OPTIONS";
  readonly headers: readonly HeaderLine[];
  readonly expected: Expected;
}

export type Expected = Pick<DecisionJson, "action" | "rule" | "status" | "wouldDeny"> & {
  /** The reason that decided, or would have. */
  readonly reason: Pick<Reason, "rule" | "id" | "category" | "effect"> | null;
};

const allowed: Expected = {
  action: "allow",
  rule: null,
  status: null,
  wouldDeny: false,
  reason: null,
};

function denied(id: string, category?: string): Expected {
  return {
    action: "deny",
    rule: "bots",
    status: 403,
    wouldDeny: true,
    reason: reason(id, category, "deny"),
  };
}

function filtered(id: string): Expected {
  const told = { rule: "filters", id, effect: "deny" } as const;
  return { action: "deny", rule: "filters", status: 403, wouldDeny: true, reason: told };
}

function allowedBot(id: string, category: string): Expected {
  return { ...allowed, reason: reason(id, category, "allow") };
}

function noted(id: string, category?: string): Expected {
  return { ...allowed, reason: reason(id, category, "note") };
}

function reported(id: string, category?: string): Expected {
  return { ...allowed, wouldDeny: true, reason: reason(id, category, "report") };
}

function attack(id: string, effect: "deny" | "report"): Expected {
  const isDenied = effect === "deny";
  return {
    action: isDenied ? "deny" : "allow",
    rule: isDenied ? "shield" : null,
    status: isDenied ? 403 : null,
    wouldDeny: true,
    // In the same order as in `factsOf`, because `deno test` compares them as text.
    reason: { rule: "shield", id, effect, category: "attack" },
  };
}

function reason(id: string, category: string | undefined, effect: Reason["effect"]) {
  return { rule: "bots", id, effect, ...(category === undefined ? {} : { category }) };
}

export const userAgents = {
  chrome:
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
  firefox: "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
  safari:
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15",
  safariMobile:
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
  edge: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
  samsung:
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
  webview:
    "Mozilla/5.0 (Linux; Android 15; Pixel 9 Build/AP4A.250205.002; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/141.0.7390.122 Mobile Safari/537.36",
  /** A phone whose name contains "bot". */
  cubot:
    "Mozilla/5.0 (Linux; Android 13; CUBOT P80) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36",
  gptBot:
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.3; +https://openai.com/gptbot)",
  claudeBot:
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ClaudeBot/1.0; +claudebot@anthropic.com)",
  googlebot: "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  bingbot: "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
  headlessChrome:
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/142.0.0.0 Safari/537.36",
  curl: "curl/8.15.0",
  pythonRequests: "python-requests/2.32.5",
  unknownBot: "FrobnicatorBot/0.7 (+https://frobnicator.example/bot)",
} as const;

/** The headers of a browser's navigation, as Chrome sends them. */
export function browserHeaders(userAgent: string): HeaderLine[] {
  return [
    ["User-Agent", userAgent],
    ["Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"],
    ["Accept-Language", "en-GB,en;q=0.9"],
    ["Accept-Encoding", "gzip, deflate, br"],
    ["Sec-Fetch-Dest", "document"],
    ["Sec-Fetch-Mode", "navigate"],
    ["Sec-Fetch-Site", "none"],
  ];
}

function bot(userAgent: string): HeaderLine[] {
  return [
    ["User-Agent", userAgent],
    ["Accept", "*/*"],
  ];
}

const browsers = [
  ["Chrome", userAgents.chrome],
  ["Firefox", userAgents.firefox],
  ["Safari", userAgents.safari],
  ["Safari on a phone", userAgents.safariMobile],
  ["Edge", userAgents.edge],
  ["Samsung Internet", userAgents.samsung],
  ["a web view", userAgents.webview],
  ["a phone named Cubot", userAgents.cubot],
] as const;

/** Cases for the guards of the default policy. */
export const cases: readonly Case<GuardName>[] = [
  ...browsers.map(([name, userAgent]) => ({
    name: `allows ${name}`,
    headers: browserHeaders(userAgent),
    expected: allowed,
  })),
  {
    name: "allows a browser's POST",
    method: "POST",
    headers: browserHeaders(userAgents.firefox),
    expected: allowed,
  },
  { name: "denies GPTBot", headers: bot(userAgents.gptBot), expected: denied("GPTBOT", "ai") },
  { name: "denies curl", headers: bot(userAgents.curl), expected: denied("CURL", "tool") },
  {
    name: "denies python-requests",
    headers: bot(userAgents.pythonRequests),
    expected: denied("PYTHON_REQUESTS", "library"),
  },
  {
    name: "denies Googlebot, which the default policy does not favour",
    headers: bot(userAgents.googlebot),
    expected: denied("GOOGLEBOT", "search"),
  },
  {
    name: "denies HeadlessChrome behind a browser's headers",
    headers: browserHeaders(userAgents.headlessChrome),
    expected: denied("HEADLESS_CHROME", "headless"),
  },
  {
    name: "denies a bot that nobody has heard of",
    headers: bot(userAgents.unknownBot),
    expected: denied("GENERIC_BOT", "unknown"),
  },
  {
    name: "denies a bot's POST",
    method: "POST",
    headers: bot(userAgents.curl),
    expected: denied("CURL", "tool"),
  },
  {
    name: "denies a request without a User-Agent",
    headers: [["Accept", "*/*"]],
    expected: denied("NO_USER_AGENT"),
  },
  {
    name: "denies an empty User-Agent",
    headers: [["User-Agent", ""]],
    expected: denied("NO_USER_AGENT"),
  },
  {
    name: "denies a bot that hides behind bytes of no text",
    headers: bot(`\u00ff\u00fe${userAgents.curl}\u0080\u00e9`),
    expected: denied("CURL", "tool"),
  },
  {
    name: "allows a browser that sends bytes of no text",
    headers: [...browserHeaders(userAgents.firefox), ["X-Odd", "\u0080\u00ff\u00c3\u0028\u00e9"]],
    expected: allowed,
  },
  {
    name: "allows Googlebot where its category is allowed",
    guard: "search",
    headers: bot(userAgents.googlebot),
    expected: allowedBot("GOOGLEBOT", "search"),
  },
  {
    name: "still denies GPTBot where search engines are allowed",
    guard: "search",
    headers: bot(userAgents.gptBot),
    expected: denied("GPTBOT", "ai"),
  },
  {
    name: "allows Googlebot where it is allowed by name",
    guard: "googlebot",
    headers: bot(userAgents.googlebot),
    expected: allowedBot("GOOGLEBOT", "search"),
  },
  {
    name: "still denies Bingbot where only Googlebot is allowed",
    guard: "googlebot",
    headers: bot(userAgents.bingbot),
    expected: denied("BINGBOT", "search"),
  },
  {
    name: "only reports GPTBot in report mode",
    guard: "report",
    headers: bot(userAgents.gptBot),
    expected: reported("GPTBOT", "ai"),
  },
  {
    name: "only reports a missing User-Agent in report mode",
    guard: "report",
    headers: [["Accept", "*/*"]],
    expected: reported("NO_USER_AGENT"),
  },
  {
    name: "reports nothing of a browser in report mode",
    guard: "report",
    headers: browserHeaders(userAgents.chrome),
    expected: allowed,
  },
];

/** Cases for the guards of the site's own policy, `fixtures/site/policy.jsonc`. */
export const ownCases: readonly Case<OwnGuardName>[] = [
  {
    name: "own policy: allows a browser",
    guard: "own",
    headers: browserHeaders(userAgents.chrome),
    expected: allowed,
  },
  {
    name: "own policy: denies a bot of a category that it denies",
    guard: "own",
    headers: bot(userAgents.claudeBot),
    expected: denied("CLAUDEBOT", "ai"),
  },
  {
    name: "own policy: denies a bot that it denies by name",
    guard: "own",
    headers: bot(userAgents.curl),
    expected: denied("CURL", "tool"),
  },
  {
    name: "own policy: allows a bot that it takes out of a denied category",
    guard: "own",
    headers: bot(userAgents.gptBot),
    expected: allowedBot("GPTBOT", "ai"),
  },
  {
    name: "own policy: only notes a bot that it does not name",
    guard: "own",
    headers: bot(userAgents.pythonRequests),
    expected: noted("PYTHON_REQUESTS", "library"),
  },
  {
    name: "own policy: allows a request without a User-Agent",
    guard: "own",
    headers: [["Accept", "*/*"]],
    expected: noted("NO_USER_AGENT"),
  },
  {
    name: "own policy: a filter reads the method and the path",
    guard: "own",
    method: "DELETE",
    headers: browserHeaders(userAgents.chrome),
    expected: filtered("no-deleting"),
  },
  {
    name: "own policy: a filter finds a value among several parameters of one name",
    guard: "own",
    query: "?debug=0&debug=%74rue",
    headers: browserHeaders(userAgents.chrome),
    expected: filtered("deny[1]"),
  },
  {
    name: "own policy: a filter's expression meets a header in any case",
    guard: "own",
    headers: [...browserHeaders(userAgents.chrome), ["x-PROBE", "scan-42"]],
    expected: filtered("deny[2]"),
  },
  {
    name: "own policy: what an exception matches is let past the filters",
    guard: "own",
    query: "?debug=true",
    headers: [...browserHeaders(userAgents.chrome), ["Cookie", "a=b; role=admin"]],
    expected: { ...allowed, reason: { rule: "filters", id: "allow[0]", effect: "allow" } },
  },
  {
    name: "own policy: only reports in report mode",
    guard: "ownReport",
    headers: bot(userAgents.claudeBot),
    expected: reported("CLAUDEBOT", "ai"),
  },
];

/** Cases for that policy's rule `shield`. */
export const shieldCases: readonly Case<OwnGuardName>[] = [
  {
    name: "shield: allows parameters that only look odd",
    guard: "own",
    query: "?q=it%27s+5+%3C+6+%26+7&name=O%27Brien&sort=price-asc",
    headers: browserHeaders(userAgents.chrome),
    expected: allowed,
  },
  {
    name: "shield: denies SQL in a parameter",
    guard: "own",
    query: "?id=1%27%20or%20%271%27=%271",
    headers: browserHeaders(userAgents.chrome),
    expected: attack("SQL_INJECTION", "deny"),
  },
  {
    name: "shield: denies a script that is encoded twice",
    guard: "own",
    query: "?q=%253Cscript%253Ealert(1)%253C/script%253E",
    headers: browserHeaders(userAgents.chrome),
    expected: attack("XSS", "deny"),
  },
  {
    name: "shield: denies a lookup in a header",
    guard: "own",
    headers: [
      ...browserHeaders(userAgents.chrome),
      ["Referer", `https://a.example/\${jndi:ldap://b.example/x}`],
    ],
    expected: attack("LOOKUP_INJECTION", "deny"),
  },
  {
    name: "shield: allows what the policy excludes",
    guard: "own",
    query: "?content=%3Cscript%3Ealert(1)%3C/script%3E",
    headers: browserHeaders(userAgents.chrome),
    expected: allowed,
  },
  {
    name: "shield: only reports in report mode",
    guard: "ownReport",
    query: "?id=1%27%20or%20%271%27=%271",
    headers: browserHeaders(userAgents.chrome),
    expected: attack("SQL_INJECTION", "report"),
  },
];

/** A body, and the outcome: denied by the guard, or echoed by the app as it was sent. */
export interface ContentCase {
  readonly name: string;
  readonly type: string;
  readonly body: string;
  readonly status: 200 | 403;
}

const jsonType = "application/json";
const formType = "application/x-www-form-urlencoded";
const multipart = (name: string, value: string) => {
  return `--cut\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n--cut--\r\n`;
};
const multipartType = "multipart/form-data; boundary=cut";

/** Cases for that policy's content rules, by the fields that they name. */
export const contentCases: readonly ContentCase[] = [
  {
    name: "email: allows an address in a form",
    type: formType,
    body: "email=someone%40example.com",
    status: 200,
  },
  {
    name: "email: denies what is no address in a form",
    type: formType,
    body: "email=none",
    status: 403,
  },
  {
    name: "email: denies a disposable address in a list",
    type: jsonType,
    body: '{"users":[{"email":"a@example.com"},{"email":"b@mail.mailinator.com"}]}',
    status: 403,
  },
  {
    name: "email: does not judge a field that the policy does not name",
    type: jsonType,
    body: '{"mail":"none"}',
    status: 200,
  },
  {
    name: "email: denies what is no address in a form with parts",
    type: multipartType,
    body: multipart("email", "none"),
    status: 403,
  },
  {
    name: "sensitive: denies a card's number",
    type: jsonType,
    body: '{"comment":"it is 4111 1111 1111 1111"}',
    status: 403,
  },
  {
    name: "sensitive: denies what a pattern of the policy's own finds, behind other characters",
    type: jsonType,
    body: JSON.stringify({ comment: `${"\u00e9 ".repeat(20_000)}BADGE-12345.` }),
    status: 403,
  },
  {
    name: "sensitive: allows what only looks like one",
    type: multipartType,
    body: multipart("comment", "BADGE-123456, order 4111 1111 1111 1112"),
    status: 200,
  },
];

/** Cases for that policy's verified crawlers and browser claims. */
export const claimCases: readonly Case<OwnGuardName>[] = [
  {
    name: "verified: allows a crawler from its own address",
    guard: "own",
    // On platforms that put the address into a header, this is the address; elsewhere it is not
    // read.
    headers: [...bot(userAgents.bingbot), ["X-Real-IP", "203.0.113.9"]],
    expected: allowedBot("BINGBOT", "search"),
  },
  {
    name: "verified: denies who only bears a crawler's name",
    guard: "own",
    headers: [...bot(userAgents.googlebot), ["X-Real-IP", "203.0.113.9"]],
    expected: denied("GOOGLEBOT", "spoofed"),
  },
  {
    name: "verified: only reports it in report mode",
    guard: "ownReport",
    headers: [...bot(userAgents.googlebot), ["X-Real-IP", "203.0.113.9"]],
    expected: reported("GOOGLEBOT", "spoofed"),
  },
  {
    name: "impersonation: denies a program that sends a browser's User-Agent and no more",
    guard: "own",
    headers: bot(userAgents.chrome),
    expected: denied("LANGUAGE_MISSING", "impersonation"),
  },
  {
    name: "impersonation: denies fetch() outside a browser",
    guard: "own",
    headers: [
      ["User-Agent", userAgents.firefox],
      ["Accept", "*/*"],
      ["Accept-Language", "*"],
      ["Sec-Fetch-Mode", "cors"],
      ["Accept-Encoding", "gzip, deflate"],
    ],
    expected: denied("FETCH_INCOMPLETE", "impersonation"),
  },
  {
    name: "impersonation: only reports it in report mode",
    guard: "ownReport",
    headers: bot(userAgents.safari),
    expected: reported("LANGUAGE_MISSING", "impersonation"),
  },
  ...browsers.map(([name, userAgent]) => ({
    name: `impersonation: allows ${name}`,
    guard: "own" as const,
    headers: browserHeaders(userAgent),
    expected: allowed,
  })),
];

/** Which address is the client's, with and without proxies. */
export interface ClientCase {
  readonly name: string;
  readonly guard: OwnGuardName;
  readonly headers: readonly HeaderLine[];
  /** `"connection"` stands for the address of the runtime's own connection. */
  readonly client: "connection" | { readonly ip: string; readonly ipSource: string };
  /** Notes from the rule `client`. */
  readonly notes?: readonly string[];
}

/** Cases for the addresses in headers that a guard must believe. */
export const clientCases: readonly ClientCase[] = [
  {
    name: "client: is the right-most hop that is no trusted proxy",
    guard: "proxied",
    headers: [["X-Forwarded-For", "198.51.100.7, 192.0.2.1, 10.0.0.2"]],
    client: { ip: "192.0.2.1", ipSource: "x-forwarded-for[-2]" },
  },
  {
    name: "client: IPv4 mapped to IPv6 is IPv4, for trust as well",
    guard: "proxied",
    headers: [["X-Forwarded-For", "198.51.100.7, [::ffff:192.0.2.1]:443, ::ffff:10.0.0.2"]],
    client: { ip: "192.0.2.1", ipSource: "x-forwarded-for[-2]" },
  },
  {
    name: "client: what cannot be read ends the walk and is not skipped",
    guard: "proxied",
    headers: [["X-Forwarded-For", "192.0.2.1, nobody, 10.0.0.2"]],
    client: { ip: "10.0.0.2", ipSource: "x-forwarded-for[-1]" },
    notes: ["HOP_MALFORMED"],
  },
  {
    name: "client: nobody's word is taken where nobody is trusted",
    guard: "own",
    headers: [
      ["X-Forwarded-For", "192.0.2.1"],
      ["Forwarded", "for=192.0.2.1"],
    ],
    client: "connection",
  },
  {
    name: "client: Forwarded is read where the policy says so",
    guard: "forwarded",
    headers: [
      ["Forwarded", 'for=198.51.100.7, for="[2001:DB8::1]:4711";proto=https, for=10.0.0.2'],
      ["X-Forwarded-For", "203.0.113.1"],
    ],
    client: { ip: "2001:db8::1", ipSource: "forwarded[-2]" },
  },
  {
    name: "client: a hop that hides ends the walk",
    guard: "forwarded",
    headers: [["Forwarded", "for=192.0.2.1, for=_hidden, for=10.0.0.2"]],
    client: { ip: "10.0.0.2", ipSource: "forwarded[-1]" },
    notes: ["HOP_HIDDEN"],
  },
];

/**
 * A request whose fingerprint is the same in every runtime, with the characteristics in
 * `fixtures/site/policy.jsonc`.
 */
export const fingerprintCase = {
  guard: "proxied",
  method: "POST",
  query: "?q=1&a=b&q=%C3%BC+2",
  headers: [
    ...browserHeaders(userAgents.firefox),
    ["X-Forwarded-For", "2001:db8:1:2::3"],
    ["Cookie", "id=1; session=x; id=2=3"],
  ],
  characteristics: [
    { kind: "address", source: "2001:db8:1:2::3" },
    { kind: "path", source: "/proxied/judge" },
    { kind: "method", source: "POST" },
    { kind: "header", name: "user-agent", source: userAgents.firefox },
    { kind: "header", name: "x-tenant", source: null },
    { kind: "cookie", name: "id", source: "id=1; session=x; id=2=3" },
    { kind: "query", name: "q", source: "q=1&a=b&q=%C3%BC+2" },
    { kind: "custom", name: "plan", source: "free" },
  ],
} as const;

export const allCases: readonly Case[] = [...cases, ...ownCases, ...shieldCases, ...claimCases];

/** The path of a guard's page, with the case's query. */
export function pathOf(asked: Pick<Case, "guard" | "query">, page: string): string {
  return `/${asked.guard ?? "default"}/${page}${asked.query ?? ""}`;
}
