/**
 * Judges requests with a precompiled snapshot. Depends on no platform and compiles nothing.
 *
 * @module
 */
export { describeModule } from "./engine/describe-module.ts";
export { SnapwallError, type SnapwallErrorCode } from "./errors.ts";
export { createGuard, type Guard } from "./guard/guard.ts";
export {
  type ResolveMxOptions,
  resolveMxOverHttps,
} from "./integrations/resolve-mx-over-https.ts";
export type {
  BotsOptions,
  ClientOptions,
  EmailOptions,
  FiltersOptions,
  GuardOptions,
  SensitiveOptions,
  ShieldOptions,
} from "./options/guard-options.ts";
export type { Redaction, RedactionStyle, RedactOptions, TextFinding } from "./redact/redactor.ts";
export type {
  EmailDecision,
  EmailDecisionJson,
  Finding,
  ResolveMx,
  SensitiveDecision,
  SensitiveDecisionJson,
} from "./types/content.ts";
export type {
  Action,
  Decision,
  DecisionJson,
  DenialInit,
  Effect,
  Reason,
  Where,
} from "./types/decision.ts";
export type { ModuleDescription } from "./types/module.ts";
export type { PlatformFacts } from "./types/platform-facts.ts";
export type {
  BotSelector,
  BotsPolicy,
  Category,
  Characteristic,
  EmailPolicy,
  EmailProfile,
  EmailReason,
  Exception,
  Filter,
  FiltersPolicy,
  FindingType,
  FingerprintPolicy,
  List,
  Mode,
  Policy,
  SensitivePolicy,
  Sensitivity,
  ShieldExclusion,
  ShieldKind,
  ShieldPolicy,
} from "./types/policy.ts";
export type {
  AnyHeaders,
  CheckOptions,
  FingerprintOptions,
  GuardRequest,
  HeaderPairs,
  HeaderRecord,
  HeadersLike,
  ProtectOptions,
  RequestLike,
} from "./types/request.ts";
