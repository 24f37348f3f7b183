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
 * The bots rule, as far as no compiling is needed. A given list replaces the snapshot's list.
 * `spoofed` and `impersonation` are for a module whose policy has what they are about.
 */
export type BotsOptions = Pick<BotsPolicy, (typeof OPTION_KEYS.bots)[number]>;

/** The filters rule, as far as no compiling is needed: its expressions are compiled in. */
export type FiltersOptions = Pick<FiltersPolicy, (typeof OPTION_KEYS.filters)[number]>;

/** The shield rule, as far as no compiling is needed: kinds and exclusions are compiled in. */
export type ShieldOptions = Pick<ShieldPolicy, (typeof OPTION_KEYS.shield)[number]>;

/**
 * The client rule, as far as no compiling is needed, for a module whose policy has it: a given list
 * replaces the snapshot's. Addresses, blocks and `unix`, 64 at most; names such as `cloudflare` are
 * compiled in.
 */
export type ClientOptions = Pick<ClientPolicy, (typeof OPTION_KEYS.client)[number]>;

/** The email rule, as far as no compiling is needed, for a module whose policy has it. */
export type EmailOptions = Pick<EmailPolicy, (typeof OPTION_KEYS.email)[number]>;

/** The sensitive rule, as far as no compiling is needed, for a module whose policy has it. */
export type SensitiveOptions = Pick<SensitivePolicy, (typeof OPTION_KEYS.sensitive)[number]>;

/** The keys of a policy that need no compiling, rules aside. */
type PolicyOptions = Pick<Policy, Exclude<(typeof OPTION_KEYS.policy)[number], keyof RuleOptions>>;

/** The rules, as far as no compiling is needed. */
interface RuleOptions {
  readonly bots?: BotsOptions | undefined;
  readonly filters?: FiltersOptions | undefined;
  readonly shield?: ShieldOptions | undefined;
  readonly email?: EmailOptions | undefined;
  readonly sensitive?: SensitiveOptions | undefined;
  readonly client?: ClientOptions | undefined;
}

/**
 * What is adjustable at run time: a part of the {@link Policy}, in its own words, and what only the
 * host can tell. Everything left out stays as the snapshot's policy has it; the rest of a policy is
 * compiled in with `snapwall bake`.
 *
 * `Context` is what the runtime hands over beside the request.
 */
export interface GuardOptions<Context = unknown> extends PolicyOptions, RuleOptions {
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
   * Says whether a domain receives mail, for `verifyEmail` and the addresses that `protect` finds in
   * bodies; `resolveMxOverHttps()` makes one. Without it nobody asks.
   *
   * The threat: whose address it is, is whoever's who wrote it: a resolver learns the domain, and a
   * lookup takes the time that it takes. Give it a limit.
   */
  resolveMx?: ResolveMx | undefined;
  /**
   * Told of every fault, after `onError` has decided. What it throws is dropped: a logger that
   * fails must not cost a request.
   */
  onFault?(error: SnapwallError): void;
}
