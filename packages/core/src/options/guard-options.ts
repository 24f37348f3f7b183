import type { SnapwallError } from "../errors.ts";
import type { ResolveMx } from "../types/content.ts";
import type { PlatformFacts } from "../types/platform-facts.ts";
import type {
  BotsPolicy,
  ClientPolicy,
  EmailPolicy,
  FiltersPolicy,
  Policy,
  SensitivePolicy,
  ShieldPolicy,
} from "../types/policy.ts";
import type { GuardRequest } from "../types/request.ts";
import type { OPTION_KEYS } from "./policy-keys.ts";

/**
 * The part of the rule `bots` that needs no compilation. A list given here replaces the snapshot's.
 * `spoofed` and `impersonation` require a module whose policy has `verified` and `impersonation`
 * respectively.
 */
export type BotsOptions = Pick<BotsPolicy, (typeof OPTION_KEYS.bots)[number]>;

/** The part of the rule `filters` that needs no compilation. Expressions are compiled in. */
export type FiltersOptions = Pick<FiltersPolicy, (typeof OPTION_KEYS.filters)[number]>;

/**
 * The part of the rule `shield` that needs no compilation. Kinds and exclusions are compiled in.
 */
export type ShieldOptions = Pick<ShieldPolicy, (typeof OPTION_KEYS.shield)[number]>;

/**
 * The part of the rule `client` that needs no compilation, for a module whose policy has it. A list
 * given here replaces the snapshot's: at most 64 addresses, CIDR blocks and `unix`. Names such as
 * `cloudflare` can only be compiled in.
 */
export type ClientOptions = Pick<ClientPolicy, (typeof OPTION_KEYS.client)[number]>;

/** The part of the rule `email` that needs no compilation, for a module whose policy has it. */
export type EmailOptions = Pick<EmailPolicy, (typeof OPTION_KEYS.email)[number]>;

/**
 * The part of the rule `sensitive` that needs no compilation, for a module whose policy has it.
 */
export type SensitiveOptions = Pick<SensitivePolicy, (typeof OPTION_KEYS.sensitive)[number]>;

/** The keys of a policy that need no compilation, except the rules. */
type PolicyOptions = Pick<Policy, Exclude<(typeof OPTION_KEYS.policy)[number], keyof RuleOptions>>;

/** The parts of the rules that need no compilation. */
interface RuleOptions {
  readonly bots?: BotsOptions | undefined;
  readonly filters?: FiltersOptions | undefined;
  readonly shield?: ShieldOptions | undefined;
  readonly email?: EmailOptions | undefined;
  readonly sensitive?: SensitiveOptions | undefined;
  readonly client?: ClientOptions | undefined;
}

/**
 * Settings that can change at run time: the part of the {@link Policy} that needs no compilation,
 * under the same keys, and functions that only the host can provide. Anything omitted stays as in
 * the snapshot's policy; everything else is compiled in with `snapwall bake`.
 *
 * `Context` is what the runtime passes along with the request.
 */
export interface GuardOptions<Context = unknown> extends PolicyOptions, RuleOptions {
  /**
   * Finds the client's address. Called when no `ip` was given and a rule, or a read of
   * `decision.ip`, needs the address. Set by adapters.
   *
   * The threat: a header that the client can set itself (`X-Forwarded-For` with no proxy in front)
   * does not prove an address.
   */
  clientAddress?(request: GuardRequest, context: Context | undefined): string | null;
  /**
   * Returns what the platform knows about a request, such as the location of its address or its TLS
   * version. Called only when the policy reads such a fact. Set by adapters.
   *
   * The threat: a header that the client can set itself is not a fact.
   */
  platformFacts?(
    request: GuardRequest,
    context: Context | undefined,
  ): PlatformFacts | null | undefined;
  /**
   * Looks up whether a domain receives mail, for `verifyEmail` and for the addresses that `protect`
   * finds in bodies; `resolveMxOverHttps()` creates such a function. If omitted, nothing is looked
   * up.
   *
   * The threat: anyone can submit any address. The resolver learns its domain, and a lookup takes
   * as long as it takes, so give it a timeout.
   */
  resolveMx?: ResolveMx | undefined;
  /**
   * Called for every fault; `onError` decides the outcome regardless. Exceptions it throws are
   * ignored, because a failing logger must not fail a request.
   */
  onFault?(error: SnapwallError): void;
}
