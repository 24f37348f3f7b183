import type { PlatformFacts } from "./platform-facts.ts";

/**
 * The lookup part of the platform's `Headers`: names are case-insensitive, and the result is `null`
 * or `undefined` when the header is absent.
 */
export interface HeadersLike {
  get(name: string): string | null | undefined;
}

/** Case-insensitive header names mapped to a value, or to all values of a repeated header. */
export type HeaderRecord = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Case-insensitive header names and their values, in order. A name may occur more than once. */
export type HeaderPairs = Iterable<readonly [name: string, value: string]>;

/** Headers in any common form. The values of a repeated header are joined with `", "`. */
export type AnyHeaders = HeadersLike | HeaderRecord | HeaderPairs;

/**
 * A request that no web platform has parsed: one from `node:http`, from a log, or made up.
 *
 * Because no platform has validated them, `method` and `url` are judged too: an empty or malformed
 * one is denied with 400. Omit them when they are unknown.
 */
export interface RequestLike {
  readonly method?: string | undefined;
  /** Absolute (`https://example.com/a?b`) or as in the request line (`/a?b`). */
  readonly url?: string | undefined;
  readonly headers: AnyHeaders;
}

/**
 * What a guard judges: a platform `Request` from any realm, or any object of that shape.
 *
 * They are distinguished by `Symbol.toStringTag`, which is `"Request"` on every platform's class,
 * its subclasses, and the classes of other realms; `instanceof` would miss the latter.
 */
export type GuardRequest = Request | RequestLike;

/** What the caller knows in addition to the request. */
export interface CheckOptions {
  /**
   * The client's IP address, which becomes the decision's `ip`. Text that is not an address is
   * reported as a note (`INVALID_ADDRESS`) and never denies, because it is the caller's mistake
   * rather than the client's. It is not used either: the decision's `ip` is then `null`, and
   * `clientAddress` is not called.
   */
  readonly ip?: string | null | undefined;
  /**
   * What the runtime passes along with the request (Deno's `info`, Bun's `server`); handed to
   * `clientAddress`.
   */
  readonly context?: unknown;
  /** Facts that the caller knows better than the adapter; they override `platformFacts`. */
  readonly facts?: PlatformFacts | undefined;
  /**
   * Values that filters read as `local["key"]` and fingerprints as `custom:key`: a plan, a tenant,
   * whether the user is signed in.
   */
  readonly local?:
    | Readonly<Record<string, string | number | boolean | null | undefined>>
    | undefined;
  /**
   * Length of the body in bytes, if the caller knows it. Defaults to the length of {@link body}, or
   * else to what `Content-Length` announces.
   */
  readonly bodyBytes?: number | undefined;
  /**
   * The body as it was sent, for rules that inspect it; they interpret it according to
   * `Content-Type`. A string is encoded as UTF-8.
   *
   * Only the first 32 KiB are judged. A longer body adds the note `BODY_TRUNCATED` to the decision.
   */
  readonly body?: string | Uint8Array | undefined;
  /**
   * Whether {@link body} is only the beginning of what was sent; the decision then says so in a
   * note.
   */
  readonly bodyTruncated?: boolean | undefined;
}

/** What a fingerprint may use in addition to the request: see {@link CheckOptions}. */
export type FingerprintOptions = Pick<CheckOptions, "ip" | "context" | "local">;

/**
 * What the caller knows in addition to the request, and content that the caller extracted from it.
 */
export interface ProtectOptions extends CheckOptions {
  /** An address to judge by the rule `email`, in addition to those in the policy's `fields`. */
  readonly email?: string | undefined;
  /** A text to judge by the rule `sensitive`, in addition to those in the policy's `fields`. */
  readonly text?: string | undefined;
}
