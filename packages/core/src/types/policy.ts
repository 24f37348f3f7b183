/**
 * The policy. Generated from `wasm/policy/policy.schema.json` by `npm run generate:policy`.
 *
 * @module
 */
import type { Action } from "./decision.ts";

/**
 * What a guard lets in and what it denies: one JSON document, the same for every host. Comments and
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
  /** Where this schema is, for editors. Nothing reads it when a policy is compiled. */
  readonly $schema?: string | undefined;
  /**
   * Whether the rules act, or only report what they would have denied. A rule's own mode wins.
   *
   * Default: `"enforce"`.
   */
  readonly mode?: Mode | undefined;
  /**
   * What a fault in the guard itself decides (a trap in the guest, a `headers.get` that throws).
   * The threat: `allow` lets whoever finds a way to make the guard fail past it; `deny` lets the
   * same person, or a bug, take the site down. It does not depend on `mode`.
   *
   * Default: `"allow"`.
   */
  readonly onError?: Action | undefined;
  /**
   * Automated clients, told by their User-Agent and client hints. Without this key the rule is off.
   *
   * Default: no rule.
   */
  readonly bots?: BotsPolicy | undefined;
  /**
   * Named lists of addresses, text or integers, which filters refer to as `$name`.
   *
   * Default: `{}`.
   */
  readonly lists?: Readonly<Record<string, List>> | undefined;
  /**
   * Expressions over the request: what they match is denied, or let past.
   *
   * Default: `{}`.
   */
  readonly filters?: FiltersPolicy | undefined;
  /**
   * Attacks in the values of a request: SQL injection, cross-site scripting, path traversal,
   * command injection and their like. Without this key the rule is off.
   *
   * Default: no rule.
   */
  readonly shield?: ShieldPolicy | undefined;
  /**
   * Email addresses: which are not accepted. Judged by `guard.email`, and in the fields of bodies
   * that `fields` names. Without this key the rule is off.
   *
   * Default: no rule.
   */
  readonly email?: EmailPolicy | undefined;
  /**
   * Sensitive information in text: card numbers, identity numbers, secrets. Judged by
   * `guard.sensitive`, and in the fields of bodies that `fields` names. Without this key the rule
   * is off.
   *
   * Default: no rule.
   */
  readonly sensitive?: SensitivePolicy | undefined;
  /**
   * Whose word is taken for the client's address. Without this key the address that the platform or
   * the caller gives is the client's.
   *
   * Default: no rule.
   */
  readonly client?: ClientPolicy | undefined;
  /**
   * What `guard.fingerprint` hashes of a request. Without this key the guard takes none.
   *
   * Default: no fingerprint.
   */
  readonly fingerprint?: FingerprintPolicy | undefined;
  /**
   * How many requests a client may send in a time.
   *
   * @deprecated This version has no rule "rateLimits" yet.
   */
  readonly rateLimits?: undefined;
}

/** The rule `bots`. */
export interface BotsPolicy {
  /**
   * This rule's own mode, which wins over the policy's.
   *
   * Default: the policy's.
   */
  readonly mode?: Mode | undefined;
  /**
   * Who is denied: ids, categories, or `*` for every automated client, in any case.
   *
   * Default: `["*"]`.
   */
  readonly deny?: readonly BotSelector[] | undefined;
  /**
   * Who may come in though `deny` names them: ids, categories or `*`, in any case. Allow beats
   * deny.
   *
   * Default: `[]`.
   */
  readonly allow?: readonly BotSelector[] | undefined;
  /**
   * What a request without a User-Agent gets.
   *
   * Default: `"deny"`.
   */
  readonly missingUserAgent?: Action | undefined;
  /**
   * Bots of your own, which `deny` and `allow` can name.
   *
   * Default: `[]`.
   */
  readonly custom?: readonly CustomBot[] | undefined;
  /**
   * Crawlers whose name has to be proven, and what proves it. One that proves it comes in, unless
   * `deny` has its id; what only claims the name is let in by no list.
   *
   * Default: `{}`.
   */
  readonly verified?: Readonly<Record<string, Proofs>> | undefined;
  /**
   * What a request gets that bears the name of a crawler in `verified` and is not it. `allow`
   * leaves it to `deny`, as if the crawler stood in no list of `allow`.
   *
   * Default: `"deny"`.
   */
  readonly spoofed?: Action | undefined;
  /**
   * Programs that claim to be a browser, told by headers that do not fit that claim. Without this
   * key headers are not judged.
   *
   * Default: not judged.
   */
  readonly impersonation?: ImpersonationPolicy | undefined;
}

/** The part `impersonation` of the rule `bots`. */
export interface ImpersonationPolicy {
  /**
   * Its own mode, which wins over that of the rule `bots`.
   *
   * Default: the rule's.
   */
  readonly mode?: Mode | undefined;
  /**
   * From which sum of the signs' weights on a claim is not believed, 1 to 100.
   *
   * Default: `60`.
   */
  readonly score?: number | undefined;
}

/** A bot of your own: its id, its categories, and what its User-Agent holds. */
export interface CustomBot {
  /** Names the bot in `deny`, `allow` and decisions. Not an id that there is already. */
  readonly id: string;
  /** Its categories; decisions name the first. */
  readonly categories: readonly Category[];
  /**
   * Text of 4 to 64 bytes of ASCII that its User-Agent holds, in any case. `^` and `$` at its ends
   * stand for the ends of the User-Agent, `\b` for no letter or digit; with one of these three
   * bytes do.
   */
  readonly literal?: string | undefined;
  /** A regular expression that its User-Agent matches, in any case. */
  readonly regex?: string | undefined;
}

/** An expression with a name, and a mode of its own if need be. */
export interface Filter {
  /**
   * Names the filter in decisions.
   *
   * Default: its place, such as `deny[0]`.
   */
  readonly id?: string | undefined;
  /** What a request must be to match. */
  readonly expression: Expression;
  /**
   * This filter's own mode, which wins over the rule's.
   *
   * Default: the rule's.
   */
  readonly mode?: Mode | undefined;
}

/** An expression with a name, which lets past what it matches. */
export interface Exception {
  /**
   * Names the exception in decisions.
   *
   * Default: its place, such as `allow[0]`.
   */
  readonly id?: string | undefined;
  /** What a request must be to be let past. */
  readonly expression: Expression;
}

/** The rule `client`. */
export interface ClientPolicy {
  /**
   * Addresses, blocks (`10.0.0.0/8`), ranges (`10.0.0.1..10.0.0.9`) and names for them (`loopback`,
   * `private`, `linkLocal`, `shared`, `cloudflare`; `unix` for connections without an address) of
   * proxies that are believed about whom they heard from. The threat: whoever is trusted without
   * being a proxy of yours chooses its own address.
   *
   * Default: `[]`.
   */
  readonly trustedProxies?: readonly string[] | undefined;
  /**
   * The one header that the trusted proxies write: `x-forwarded-for`, `forwarded` (RFC 7239), or
   * one that holds a single address.
   *
   * Default: `"x-forwarded-for"`.
   */
  readonly header?: string | undefined;
}

/** The member `fingerprint`. */
export interface FingerprintPolicy {
  /**
   * What is hashed; the order does not count. The threat: what a client can change at will (a
   * header, a cookie) makes it as many clients as it likes, and what many clients share makes them
   * one.
   *
   * Default: `["ip"]`.
   */
  readonly characteristics?: readonly Characteristic[] | undefined;
}

/** The rule `filters`. */
export interface FiltersPolicy {
  /**
   * This rule's own mode, which wins over the policy's.
   *
   * Default: the policy's.
   */
  readonly mode?: Mode | undefined;
  /**
   * A request that one of these matches is denied.
   *
   * Default: `[]`.
   */
  readonly deny?: readonly (Expression | Filter)[] | undefined;
  /**
   * A request that one of these matches is not denied by the filters in `deny`.
   *
   * Default: `[]`.
   */
  readonly allow?: readonly (Expression | Exception)[] | undefined;
}

/**
 * Where the rule `shield` does not look for some kinds of attack, or for any: a path, a parameter,
 * or a parameter below a path.
 */
export interface ShieldExclusion {
  /**
   * The path of the URL as it was sent, `*` for any run of characters. A path that servers read in
   * more than one way (`//`, `..`, `\`, escapes of these) matches none.
   *
   * Default: every path.
   */
  readonly path?: string | undefined;
  /**
   * The whole name of a query parameter, form field, JSON key, cookie or header.
   *
   * Default: every value, the path and the body.
   */
  readonly parameter?: string | undefined;
  /**
   * Kinds of attack that are not looked for there.
   *
   * Default: every kind.
   */
  readonly kinds?: readonly ShieldKind[] | undefined;
}

/** The rule `shield`. */
export interface ShieldPolicy {
  /**
   * This rule's own mode, which wins over the policy's.
   *
   * Default: the policy's.
   */
  readonly mode?: Mode | undefined;
  /**
   * How much evidence is enough.
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
   * Where some kinds of attack, or all, are not looked for.
   *
   * Default: `[]`.
   */
  readonly exclude?: readonly ShieldExclusion[] | undefined;
}

/** The rule `email`. */
export interface EmailPolicy {
  /**
   * This rule's own mode, which wins over the policy's.
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
   * Which addresses are denied, by what is found of them.
   *
   * Default: `["invalid","disposable","noMxRecords"]`.
   */
  readonly deny?: readonly EmailReason[] | undefined;
  /**
   * Domains of which nothing but `invalid` is said.
   *
   * Default: `[]`.
   */
  readonly allow?: readonly Domain[] | undefined;
  /**
   * Domains whose addresses are denied: `blocked`. A domain below one of these may be allowed, and
   * the other way round: the longer name wins.
   *
   * Default: `[]`.
   */
  readonly block?: readonly Domain[] | undefined;
  /**
   * Whether an address may stand in brackets in place of a domain: `user@[192.0.2.1]`. The profile
   * `html5` has none.
   *
   * Default: true for the profiles `rfc5321` and `rfc5322`.
   */
  readonly allowDomainLiteral?: boolean | undefined;
  /**
   * Which fields of bodies hold addresses that `guard.protect` judges.
   *
   * Default: `[]`.
   */
  readonly fields?: readonly FieldSelector[] | undefined;
}

/** The rule `sensitive`. */
export interface SensitivePolicy {
  /**
   * This rule's own mode, which wins over the policy's.
   *
   * Default: the policy's.
   */
  readonly mode?: Mode | undefined;
  /**
   * What text may not hold. Everything else that is found is told, and denies nothing.
   *
   * Default: `["creditCard","iban","usSsn","secret"]`.
   */
  readonly deny?: readonly FindingSelector[] | undefined;
  /**
   * The country whose phone numbers are found without their country code: ISO 3166-1 alpha-2.
   *
   * Default: `"US"`.
   */
  readonly phoneRegion?: string | undefined;
  /**
   * Patterns of your own: what a finding of theirs is called, and the regular expression that finds
   * it, of at most 256 bytes of text.
   *
   * Default: `{}`.
   */
  readonly custom?: Readonly<Record<string, string>> | undefined;
  /**
   * Which fields of bodies `guard.protect` looks into.
   *
   * Default: `[]`.
   */
  readonly fields?: readonly FieldSelector[] | undefined;
}

/** Whether rules act (`enforce`) or only say what they would have done (`report`). */
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
 * A bot's id (`GPTBOT`), a category (`category:ai`) or `*` for every automated client, in any case.
 */
export type BotSelector = "*" | `category:${Category}` | (string & {});

/**
 * What proves a crawler's name: addresses, blocks (`10.0.0.0/8`), ranges (`10.0.0.1..10.0.0.9`),
 * names for them (`private`), or `platform`: the word of a platform that verifies crawlers itself.
 */
export type Proofs = readonly string[];

/** Addresses, address ranges and text, or integers. */
export type List = readonly string[] | readonly number[];

/** A condition on a request, in the language of docs/filters.md. */
export type Expression = string;

/**
 * Something of a request that is the same for every request of a client: `ip` (of IPv6 the network
 * of 64 bits), `header:NAME`, `cookie:NAME`, `query:NAME`, `host`, `path`, `method`, or
 * `custom:NAME`, which the application says in `local`.
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

/** How much evidence the rule `shield` takes for an attack. */
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

/** Something that the rule `email` finds of an address. */
export type EmailReason =
  | "invalid"
  | "disposable"
  | "free"
  | "role"
  | "noTld"
  | "typo"
  | "noMxRecords";

/** A domain, which stands for those below it too, in any case. */
export type Domain = string;

/**
 * A field of a form or of a JSON body: its name; keys from the outside in with a dot between them
 * (`user.email`), `[]` behind that of an array (`items[].email`); or `*` for every text of the
 * body.
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
