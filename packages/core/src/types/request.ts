import type { PlatformFacts } from "./platform-facts.ts";

/**
 * The lookup half of the platform's `Headers`: names in any case, `null` or `undefined` when absent.
 */
export interface HeadersLike {
  get(name: string): string | null | undefined;
}

/** Header names in any case to a value, or to the values of a repeated header. */
export type HeaderRecord = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Header names in any case with their values, in order; a name may come more than once. */
export type HeaderPairs = Iterable<readonly [name: string, value: string]>;

/** Headers in any of the forms that are about. Values of a repeated header are joined by `", "`. */
export type AnyHeaders = HeadersLike | HeaderRecord | HeaderPairs;

/**
 * A request that no web platform has parsed: `node:http`'s, one read from a log, one made up.
 *
 * Because nobody has vouched for them, a given `method` and `url` are judged too: an empty or
 * malformed one is denied with 400. Leave them out when they are unknown.
 */
export interface RequestLike {
  readonly method?: string | undefined;
  /** Absolute (`https://example.com/a?b`) or as on the request line (`/a?b`). */
  readonly url?: string | undefined;
  readonly headers: AnyHeaders;
}

/**
 * What a guard judges: the platform's `Request`, of any realm, or anything shaped like one.
 *
 * The two are told apart by `Symbol.toStringTag`: it is `"Request"` on every platform's class, on
 * its subclasses and on another realm's, which `instanceof` would miss.
 */
export type GuardRequest = Request | RequestLike;

/** What a caller knows beside the request. */
export interface CheckOptions {
  /**
   * The client's IP address, and the decision's `ip`. Text that is none is noted
   * (`INVALID_ADDRESS`) and denies nothing, because it is the caller's mistake and not the client's;
   * nor is it used: the decision's `ip` is then `null`, and `clientAddress` is not asked.
   */
  readonly ip?: string | null | undefined;
  /**
   * What the runtime handed over beside the request (Deno's `info`, Bun's `server`), passed on to
   * `clientAddress`.
   */
  readonly context?: unknown;
  /** Facts that the caller knows better than the adapter; they win over `platformFacts`. */
  readonly facts?: PlatformFacts | undefined;
  /**
   * What filters read as `local["key"]` and fingerprints as `custom:key`: a plan, a tenant, whether
   * the user is signed in.
   */
  readonly local?:
    | Readonly<Record<string, string | number | boolean | null | undefined>>
    | undefined;
  /**
   * Length of the body, where the caller has it. Without it, that of {@link body}, else what
   * `Content-Length` announces.
   */
  readonly bodyBytes?: number | undefined;
  /**
   * The body as it was sent, for rules that look into it; they go by `Content-Type`. Text is taken
   * for UTF-8.
   *
   * At most 32 KiB are judged. Of a longer one the rest is not, which the decision says with a note:
   * `BODY_TRUNCATED`.
   */
  readonly body?: string | Uint8Array | undefined;
  /** Whether {@link body} is only the beginning of what was sent, which the decision then notes. */
  readonly bodyTruncated?: boolean | undefined;
}

/** What a fingerprint may be taken from beside the request: see {@link CheckOptions}. */
export type FingerprintOptions = Pick<CheckOptions, "ip" | "context" | "local">;

/** What a caller knows beside the request, and content of it that the caller picked out. */
export interface ProtectOptions extends CheckOptions {
  /** An address to judge by the rule `email`, beside those in the policy's `fields`. */
  readonly email?: string | undefined;
  /** A text to judge by the rule `sensitive`, beside those in the policy's `fields`. */
  readonly text?: string | undefined;
}
