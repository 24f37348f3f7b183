/** What happens to a request: it is passed on, or answered in the application's place. */
export type Action = "allow" | "deny";

/**
 * How a reason affected the decision.
 *
 * - `deny`, `allow`: it argued for that action.
 * - `report`: it would have denied, but its rule is in report mode.
 * - `note`: it was observed but has no effect on the decision.
 */
export type Effect = "deny" | "allow" | "report" | "note";

/**
 * The range that a reason refers to: half-open, in UTF-16 code units of the part's value, or in
 * bytes for a body that was given as bytes.
 */
export interface Where {
  readonly part: "method" | "url" | "ip" | "header" | "body" | "field";
  /**
   * For `part: "header"`, the header's name in lower case. For `part: "field"`, the name of the
   * body field as written in a policy's `fields`: `items[].email`.
   */
  readonly name?: string;
  readonly start: number;
  readonly end: number;
}

/** One thing that a rule found. */
export interface Reason {
  /**
   * `"bots"`, `"filters"`, `"shield"`, `"email"`, `"sensitive"`, `"request"` (the request itself is
   * malformed) or `"error"` (the guard failed).
   */
  readonly rule: string;
  /** Stable identifier of what was found: `"GPTBOT"`, `"OVERSIZED"`, `"TRAP"`. */
  readonly id: string;
  readonly category?: string;
  readonly effect: Effect;
  /**
   * Its weight, out of 100, when several reasons decide together, as the signs of an impersonation
   * do. Absent when the reason counts on its own.
   */
  readonly weight?: number;
  readonly where?: Where;
  /**
   * The matched text: the part's value from `where.start` to `where.end`, cut to 256 code units so
   * that a client cannot control the length of a log line.
   */
  readonly matched?: string;
}

/** Overrides for {@link Decision.toResponse}. */
export interface DenialInit {
  /** HTTP status to use instead of the decision's own. */
  readonly status?: number | undefined;
  /** Headers to add; they override the response's own. */
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
  /** Present only when the module's policy has the rule `client`. */
  readonly ipSource?: string | null;
}

/** A judged request. */
export interface Decision {
  readonly action: Action;
  /** `action === "deny"`. */
  readonly denied: boolean;
  /**
   * The rule that denied, or `"error"` when the guard failed. `null` when the rules allow the
   * request, including a bot listed in `allow`, which appears in {@link reasons} with `effect:
   * "allow"`.
   */
  readonly rule: string | null;
  /** Everything that was found. When nothing was, always the same empty frozen array. */
  readonly reasons: readonly Reason[];
  /** Whether the request was denied, or would have been if every rule were enforced. */
  readonly wouldDeny: boolean;
  /** HTTP status of a denial: 400, 403, 431, or 503 when the guard failed. `null` when allowed. */
  readonly status: number | null;
  /**
   * The `ip` passed to the check, or `null` if it is not an address. If none was passed, the result
   * of `clientAddress`, looked up when this property is first read.
   *
   * With the rule `client`, that address is only the starting point, the peer of the connection:
   * the result is the right-most hop that is not a trusted proxy. `null` when the connection's
   * address is unknown too.
   */
  readonly ip: string | null;
  /**
   * Where the rule `client` found {@link ip}: `"connection"`, or the header and the position
   * counted from the right, `"x-forwarded-for[-1]"`. `null` without that rule or without an
   * address.
   */
  readonly ipSource: string | null;
  /**
   * Creates the response to a denied request: Problem Details (RFC 9457), not cacheable. It does
   * not reveal which rule decided, so an attacker learns nothing from it. A response to `HEAD` has
   * the same headers and no body.
   *
   * @throws {TypeError} When the request is allowed.
   *
   * @example
   * ```ts
   * const decision = guard.check(request);
   * if (decision.denied) return decision.toResponse({ headers: { "x-robots-tag": "noindex" } });
   * ```
   */
  toResponse(init?: DenialInit): Response;
  /** A plain object for logs and the command line. Reads {@link ip}. */
  toJSON(): DecisionJson;
}
