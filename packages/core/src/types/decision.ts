/** What is done with a request: let through, or answered in the application's stead. */
export type Action = "allow" | "deny";

/**
 * What one reason did to the decision.
 *
 * - `deny`, `allow`: it spoke for that action.
 * - `report`: its rule is in report mode; it would have denied.
 * - `note`: it was seen and decided nothing.
 */
export type Effect = "deny" | "allow" | "report" | "note";

/**
 * The place that a reason points at: UTF-16 code units of that part's value, half-open; bytes of a
 * body that was given as bytes.
 */
export interface Where {
  readonly part: "method" | "url" | "ip" | "header" | "body" | "field";
  /**
   * The header's name in lower case, with `part: "header"`; with `part: "field"` that of the body's
   * field, as a policy's `fields` names it: `items[].email`.
   */
  readonly name?: string;
  readonly start: number;
  readonly end: number;
}

/** One thing that a rule found. */
export interface Reason {
  /** `"bots"`, `"filters"`, `"shield"`, `"email"`, `"sensitive"`, `"request"` (the request itself is malformed) or `"error"` (the guard failed). */
  readonly rule: string;
  /** What was found, a stable identifier: `"GPTBOT"`, `"OVERSIZED"`, `"TRAP"`. */
  readonly id: string;
  readonly category?: string;
  readonly effect: Effect;
  /**
   * How much it counts, of 100, where several reasons together decide: the signs of an
   * impersonation. Left out where a reason counts alone.
   */
  readonly weight?: number;
  readonly where?: Where;
  /**
   * The text that matched: the part's value from `where.start` to `where.end`, at most its first
   * 256 units, so that no client decides how long a log line is.
   */
  readonly matched?: string;
}

/** What may be changed in {@link Decision.toResponse}. */
export interface DenialInit {
  /** HTTP status instead of the decision's own. */
  readonly status?: number | undefined;
  /** Headers to add; they win over the response's own. */
  readonly headers?: HeadersInit | undefined;
}

/** A {@link Decision} as a plain object. */
export interface DecisionJson {
  readonly action: Action;
  readonly rule: string | null;
  readonly reasons: readonly Reason[];
  readonly wouldDeny: boolean;
  readonly status: number | null;
  readonly ip: string | null;
  /** Only of a module whose policy has the rule `client`. */
  readonly ipSource?: string | null;
}

/** A judged request. */
export interface Decision {
  readonly action: Action;
  /** `action === "deny"`. */
  readonly denied: boolean;
  /**
   * The rule that denied, or `"error"` when the guard failed. `null` when the request is let through
   * by the rules: also for a bot that `allow` names, which {@link reasons} tells (`effect: "allow"`).
   */
  readonly rule: string | null;
  /** Everything that was found. Empty, and the same frozen array, when nothing was. */
  readonly reasons: readonly Reason[];
  /** Whether the request was denied, or would have been with every rule enforced. */
  readonly wouldDeny: boolean;
  /** HTTP status of a denial: 400, 403, 431, or 503 when the guard failed. `null` when allowed. */
  readonly status: number | null;
  /**
   * The `ip` given, or `null` when that is no address. Without one, what `clientAddress` finds, looked
   * up when it is first read.
   *
   * With the rule `client` it is the right-most hop that is no trusted proxy, and those two are where
   * the rule starts: the connection. `null` when even that is not known.
   */
  readonly ip: string | null;
  /**
   * Who said so, with the rule `client`: `"connection"`, or the header and the place from the right,
   * `"x-forwarded-for[-1]"`. `null` without that rule, or without an address.
   */
  readonly ipSource: string | null;
  /**
   * Answers a denied request: Problem Details (RFC 9457), never cached, with no word of which rule
   * decided, so that it teaches an attacker nothing. `HEAD` gets the same head and no body.
   *
   * @throws {TypeError} When the decision is to allow: there is nothing to answer.
   *
   * @example
   * ```ts
   * const decision = guard.check(request);
   * if (decision.denied) return decision.toResponse({ headers: { "x-robots-tag": "noindex" } });
   * ```
   */
  toResponse(init?: DenialInit): Response;
  /** The decision for logs and the command line. Reads {@link ip}. */
  toJSON(): DecisionJson;
}
