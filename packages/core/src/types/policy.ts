/**
 * The policy. Generated from `wasm/policy/policy.schema.json` by `npm run generate:policy`.
 *
 * @module
 */
import type { Action } from "./decision.ts";

/**
 * What a guard allows and what it denies: one JSON document, the same for every host. Comments and
 * trailing commas are accepted.
 *
 * @example
 * ```ts
 * const policy = {
 *   bots: {
 *     allow: [
 *       "category:search",
 *       "category:preview"
 *     ]
 *   }
 * } satisfies Policy;
 * ```
 */
export interface Policy {
  /** Location of this schema, for editors. Ignored when the policy is compiled. */
  readonly $schema?: string | undefined;
  /**
   * Whether rules act or only report what they would have denied. A rule's own mode takes
   * precedence.
   *
   * Default: `"enforce"`.
   */
  readonly mode?: Mode | undefined;
  /**
   * What happens to a request when the guard itself fails (a trap in the guest, a `headers.get`
   * that throws). The threat: with `allow`, anyone who can make the guard fail gets past it; with
   * `deny`, they, or a bug, can take the site down. Independent of `mode`.
   *
   * Default: `"allow"`.
   */
  readonly onError?: Action | undefined;
  /**
   * Automated clients, recognised by their User-Agent and client hints. Without this key the rule
   * is off.
   *
   * Default: no rule.
   */
  readonly bots?: BotsPolicy | undefined;
  /**
   * Named lists of addresses, texts or integers, which filters refer to as `$name`.
   *
   * Default: `{}`.
   */
  readonly lists?: Readonly<Record<string, List>> | undefined;
  /**
   * Expressions over the request. Requests that match are denied, or exempted from such denials.
   *
   * Default: `{}`.
   */
  readonly filters?: FiltersPolicy | undefined;
  /**
   * Attacks in the values of a request: SQL injection, cross-site scripting, path traversal,
   * command injection and similar. Without this key the rule is off.
   *
   * Default: no rule.
   */
  readonly shield?: ShieldPolicy | undefined;
  /**
   * Which email addresses are not accepted. Applied by `guard.email`, and to the body fields that
   * `fields` names. Without this key the rule is off.
   *
   * Default: no rule.
   */
  readonly email?: EmailPolicy | undefined;
  /**
   * Sensitive information in text: card numbers, identity numbers, secrets. Applied by
   * `guard.sensitive`, and to the body fields that `fields` names. Without this key the rule is
   * off.
   *
   * Default: no rule.
   */
  readonly sensitive?: SensitivePolicy | undefined;
  /**
   * Which proxies are trusted to report the client's address. Without this key, the address given
   * by the platform or the caller is used.
   *
   * Default: no rule.
   */
  readonly client?: ClientPolicy | undefined;
  /**
   * Which parts of a request `guard.fingerprint` hashes. Without this key the guard takes no
   * fingerprints.
   *
   * Default: no fingerprint.
   */
  readonly fingerprint?: FingerprintPolicy | undefined;
  /**
   * How many requests a client may send in a period of time.
   *
   * @deprecated This version has no rule "rateLimits" yet.
   */
  readonly rateLimits?: undefined;
}

/** The rule `bots`. */
export interface BotsPolicy {
  /**
   * This rule's own mode, which takes precedence over the policy's.
   *
   * Default: the policy's.
   */
  readonly mode?: Mode | undefined;
  /**
   * Who is denied: ids, categories, or `*` for every automated client. Case-insensitive.
   *
   * Default: `["*"]`.
   */
  readonly deny?: readonly BotSelector[] | undefined;
  /**
   * Exceptions to `deny`: ids, categories or `*`. Case-insensitive. `allow` takes precedence over
   * `deny`.
   *
   * Default: `[]`.
   */
  readonly allow?: readonly BotSelector[] | undefined;
  /**
   * What happens to a request without a User-Agent.
   *
   * Default: `"deny"`.
   */
  readonly missingUserAgent?: Action | undefined;
  /**
   * Your own bots, which `deny` and `allow` can name.
   *
   * Default: `[]`.
   */
  readonly custom?: readonly CustomBot[] | undefined;
  /**
   * Crawlers that have to prove their name, and what proves it. A crawler that does is allowed
   * unless `deny` contains its id; a client that only claims the name is not let in by any list.
   *
   * Default: `{}`.
   */
  readonly verified?: Readonly<Record<string, Proofs>> | undefined;
  /**
   * What happens to a request that claims the name of a crawler in `verified` without proof. With
   * `allow` the rule's `deny` list decides, as if no `allow` list contained the crawler.
   *
   * Default: `"deny"`.
   */
  readonly spoofed?: Action | undefined;
  /**
   * Programs that claim to be a browser, recognised by headers that contradict the claim. Without
   * this key, headers are not judged.
   *
   * Default: not judged.
   */
  readonly impersonation?: ImpersonationPolicy | undefined;
}

/** The key `impersonation` of the rule `bots`. */
export interface ImpersonationPolicy {
  /**
   * Its own mode, which takes precedence over that of the rule `bots`.
   *
   * Default: the rule's.
   */
  readonly mode?: Mode | undefined;
  /**
   * The sum of the signs' weights, from 1 to 100, at which a claim is rejected.
   *
   * Default: `60`.
   */
  readonly score?: number | undefined;
}

/** A bot of your own: its id, its categories, and what its User-Agent contains. */
export interface CustomBot {
  /** Names the bot in `deny`, `allow` and decisions. Must not be an existing id. */
  readonly id: string;
  /** Its categories; decisions report the first. */
  readonly categories: readonly Category[];
  /**
   * ASCII text of 4 to 64 bytes that its User-Agent contains, ignoring case. At the ends of the
   * text, `^` and `$` match the ends of the User-Agent, and `\b` a place without a letter or digit
   * next to the text; with one of these, 3 bytes suffice.
   */
  readonly literal?: string | undefined;
  /** A regular expression that its User-Agent matches, ignoring case. */
  readonly regex?: string | undefined;
}

/** An expression with a name and, optionally, a mode of its own. */
export interface Filter {
  /**
   * Names the filter in decisions.
   *
   * Default: its position, such as `deny[0]`.
   */
  readonly id?: string | undefined;
  /** The condition that a request must satisfy to match. */
  readonly expression: Expression;
  /**
   * This filter's own mode, which takes precedence over the rule's.
   *
   * Default: the rule's.
   */
  readonly mode?: Mode | undefined;
}

/** An expression with a name. Requests that match are exempt from the filters in `deny`. */
export interface Exception {
  /**
   * Names the exception in decisions.
   *
   * Default: its position, such as `allow[0]`.
   */
  readonly id?: string | undefined;
  /** The condition that a request must satisfy to be exempt. */
  readonly expression: Expression;
}

/** The rule `client`. */
export interface ClientPolicy {
  /**
   * Proxies that are trusted to report the address they received a request from: addresses, CIDR
   * blocks (`10.0.0.0/8`), ranges (`10.0.0.1..10.0.0.9`) and named sets (`loopback`, `private`,
   * `linkLocal`, `shared`, `cloudflare`; `unix` for connections without an address). The threat:
   * anyone who is trusted but is not your proxy can choose its own address.
   *
   * Default: `[]`.
   */
  readonly trustedProxies?: readonly string[] | undefined;
  /**
   * The header that the trusted proxies set: `x-forwarded-for`, `forwarded` (RFC 7239), or one that
   * contains a single address.
   *
   * Default: `"x-forwarded-for"`.
   */
  readonly header?: string | undefined;
}

/** The key `fingerprint`. */
export interface FingerprintPolicy {
  /**
   * What is hashed, in any order. The threat: with a characteristic that it can change at will (a
   * header, a cookie), a client can pass for any number of clients; clients that share all
   * characteristics count as one.
   *
   * Default: `["ip"]`.
   */
  readonly characteristics?: readonly Characteristic[] | undefined;
}

/** The rule `filters`. */
export interface FiltersPolicy {
  /**
   * This rule's own mode, which takes precedence over the policy's.
   *
   * Default: the policy's.
   */
  readonly mode?: Mode | undefined;
  /**
   * A request that matches any of these is denied.
   *
   * Default: `[]`.
   */
  readonly deny?: readonly (Expression | Filter)[] | undefined;
  /**
   * A request that matches any of these is not denied by the filters in `deny`.
   *
   * Default: `[]`.
   */
  readonly allow?: readonly (Expression | Exception)[] | undefined;
}

/**
 * Where the rule `shield` does not look for certain kinds of attack, or for any: a path, a
 * parameter, or a parameter under a path.
 */
export interface ShieldExclusion {
  /**
   * The URL's path as sent; `*` matches any sequence of characters. A path that servers may
   * interpret in different ways (`//`, `..`, `\`, or escapes of these) never matches.
   *
   * Default: every path.
   */
  readonly path?: string | undefined;
  /**
   * The full name of a query parameter, form field, JSON key, cookie or header.
   *
   * Default: every value, the path and the body.
   */
  readonly parameter?: string | undefined;
  /**
   * The kinds of attack that are not looked for there.
   *
   * Default: every kind.
   */
  readonly kinds?: readonly ShieldKind[] | undefined;
}

/** The rule `shield`. */
export interface ShieldPolicy {
  /**
   * This rule's own mode, which takes precedence over the policy's.
   *
   * Default: the policy's.
   */
  readonly mode?: Mode | undefined;
  /**
   * How much evidence is required.
   *
   * Default: `"balanced"`.
   */
  readonly sensitivity?: Sensitivity | undefined;
  /**
   * Which kinds of attack are looked for.
   *
   * Default:
   * `["sqlInjection","xss","pathTraversal","commandInjection","templateInjection","nosqlInjection","ssrf","lookupInjection","headerInjection"]`.
   */
  readonly kinds?: readonly ShieldKind[] | undefined;
  /**
   * Where certain kinds of attack, or all, are not looked for.
   *
   * Default: `[]`.
   */
  readonly exclude?: readonly ShieldExclusion[] | undefined;
}

/** The rule `email`. */
export interface EmailPolicy {
  /**
   * This rule's own mode, which takes precedence over the policy's.
   *
   * Default: the policy's.
   */
  readonly mode?: Mode | undefined;
  /**
   * What counts as a valid address.
   *
   * Default: `"strict"`.
   */
  readonly profile?: EmailProfile | undefined;
  /**
   * Which findings deny an address.
   *
   * Default: `["invalid","disposable","noMxRecords"]`.
   */
  readonly deny?: readonly EmailReason[] | undefined;
  /**
   * Domains for which nothing but `invalid` is reported.
   *
   * Default: `[]`.
   */
  readonly allow?: readonly Domain[] | undefined;
  /**
   * Domains whose addresses are denied with the reason `blocked`. A subdomain of a blocked domain
   * may be allowed, and vice versa: the longer name takes precedence.
   *
   * Default: `[]`.
   */
  readonly block?: readonly Domain[] | undefined;
  /**
   * Whether an address literal may replace the domain: `user@[192.0.2.1]`. Never allowed by the
   * profile `html5`.
   *
   * Default: true for the profiles `rfc5321` and `rfc5322`.
   */
  readonly allowDomainLiteral?: boolean | undefined;
  /**
   * The body fields whose addresses `guard.protect` judges.
   *
   * Default: `[]`.
   */
  readonly fields?: readonly FieldSelector[] | undefined;
}

/** The rule `sensitive`. */
export interface SensitivePolicy {
  /**
   * This rule's own mode, which takes precedence over the policy's.
   *
   * Default: the policy's.
   */
  readonly mode?: Mode | undefined;
  /**
   * What a text must not contain. Everything else that is found is reported, but denies nothing.
   *
   * Default: `["creditCard","iban","usSsn","secret"]`.
   */
  readonly deny?: readonly FindingSelector[] | undefined;
  /**
   * The country whose phone numbers are found without a country code, as ISO 3166-1 alpha-2.
   *
   * Default: `"US"`.
   */
  readonly phoneRegion?: string | undefined;
  /**
   * Your own patterns: the type of their findings, mapped to the regular expression that finds
   * them. A match has at most 256 bytes.
   *
   * Default: `{}`.
   */
  readonly custom?: Readonly<Record<string, string>> | undefined;
  /**
   * The body fields that `guard.protect` judges.
   *
   * Default: `[]`.
   */
  readonly fields?: readonly FieldSelector[] | undefined;
}

/** Whether rules act (`enforce`) or only report what they would have done (`report`). */
export type Mode = "enforce" | "report";

/** A category of bots. */
export type Category =
  | "ai"
  | "search"
  | "seo"
  | "social"
  | "preview"
  | "monitoring"
  | "feed"
  | "archive"
  | "advertising"
  | "security"
  | "academic"
  | "scraper"
  | "library"
  | "tool"
  | "headless"
  | "unknown";

/**
 * A bot's id (`GPTBOT`), a category (`category:ai`), or `*` for every automated client.
 * Case-insensitive.
 */
export type BotSelector = "*" | `category:${Category}` | (string & {});

/**
 * What proves a crawler's name: addresses, CIDR blocks (`10.0.0.0/8`), ranges
 * (`10.0.0.1..10.0.0.9`), named sets (`private`), or `platform`: the verdict of a platform that
 * verifies crawlers itself.
 */
export type Proofs = readonly string[];

/** Addresses, address ranges and texts; or integers. */
export type List = readonly string[] | readonly number[];

/** A condition on a request, in the language described in docs/filters.md. */
export type Expression = string;

/**
 * A part of a request that is the same in all requests from a client: `ip` (for IPv6, the /64
 * network), `header:NAME`, `cookie:NAME`, `query:NAME`, `host`, `path`, `method`, or `custom:NAME`,
 * which the application provides in `local`.
 */
export type Characteristic =
  | "ip"
  | "host"
  | "path"
  | "method"
  | `header:${string}`
  | `cookie:${string}`
  | `query:${string}`
  | `custom:${string}`;

/** How much evidence the rule `shield` requires to report an attack. */
export type Sensitivity = "strict" | "balanced" | "relaxed";

/** A kind of attack that the rule `shield` looks for. */
export type ShieldKind =
  | "sqlInjection"
  | "xss"
  | "pathTraversal"
  | "commandInjection"
  | "templateInjection"
  | "nosqlInjection"
  | "ssrf"
  | "lookupInjection"
  | "headerInjection"
  | "scannerProbe";

/** What counts as a valid email address. */
export type EmailProfile = "strict" | "html5" | "rfc5321" | "rfc5322";

/** Something that the rule `email` finds about an address. */
export type EmailReason =
  | "invalid"
  | "disposable"
  | "free"
  | "role"
  | "noTld"
  | "typo"
  | "noMxRecords";

/** A domain, including its subdomains. Case-insensitive. */
export type Domain = string;

/**
 * A field of a form or a JSON body: its name; its keys from the outside in, separated by dots
 * (`user.email`), with `[]` after the key of an array (`items[].email`); or `*` for every text in
 * the body.
 */
export type FieldSelector = string;

/** A type of sensitive information that the rule `sensitive` finds. */
export type FindingType =
  | "creditCard"
  | "iban"
  | "phoneNumber"
  | "email"
  | "ipAddress"
  | "usSsn"
  | "nationalId"
  | "cryptoAddress"
  | "urlCredentials"
  | "jwt"
  | "secret";

/** A type of sensitive information, or the name of a pattern in `custom`. */
export type FindingSelector = FindingType | (string & {});
