import type { SnapwallError } from "../errors.ts";
import type { Action } from "../types/decision.ts";
import type { PlatformFacts } from "../types/platform-facts.ts";
import type { GuardRequest } from "../types/request.ts";

/** Whether rules act (`enforce`) or only say what they would have done (`report`). */
export type Mode = "enforce" | "report";

/** The bots rule, as far as no compiling is needed. A given list replaces the snapshot's list. */
export interface BotsOptions {
  /** Overrides {@link GuardOptions.mode} for this rule. */
  readonly mode?: Mode | undefined;
  /** Ids (`"GOOGLEBOT"`) and categories (`"category:search"`), in any case. Allow beats deny. */
  readonly allow?: readonly string[] | undefined;
  /** Ids (`"GPTBOT"`) and categories (`"category:ai"`), in any case. */
  readonly deny?: readonly string[] | undefined;
  /** What a request without a User-Agent gets. */
  readonly missingUserAgent?: Action | undefined;
}

/**
 * What is adjustable at run time. Everything left out stays as the snapshot's policy has it.
 *
 * `Context` is what the runtime hands over beside the request.
 */
export interface GuardOptions<Context = unknown> {
  readonly mode?: Mode | undefined;
  /**
   * What a fault in the guard itself decides (a trap in the guest, a `headers.get` that throws).
   *
   * The threat: `"allow"` lets whoever finds a way to make the guard fail past it; `"deny"` lets
   * the same person, or a bug, take the site down. It does not depend on `mode`.
   */
  readonly onError?: Action | undefined;
  readonly bots?: BotsOptions | undefined;
  /**
   * Finds the client's address when no `ip` was given, and a rule or `decision.ip` is to know it.
   * Adapters set it.
   *
   * The threat: a header that the client itself can write (`X-Forwarded-For` with no proxy in
   * front) is not an address.
   */
  clientAddress?(request: GuardRequest, context: Context | undefined): string | null;
  /**
   * Tells what the platform knows of a request: where its address is, how it is connected. Asked only
   * when the policy reads such a fact. Adapters set it.
   *
   * The threat: a header that the client itself can write is no fact.
   */
  platformFacts?(
    request: GuardRequest,
    context: Context | undefined,
  ): PlatformFacts | null | undefined;
  /**
   * Told of every fault, after `onError` has decided. What it throws is dropped: a logger that
   * fails must not cost a request.
   */
  onFault?(error: SnapwallError): void;
}
