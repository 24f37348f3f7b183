/**
 * Which keys of a policy are options of a guard.
 * Generated from `wasm/policy/policy.schema.json` by `npm run generate:policy`.
 *
 * @module
 */

/** Keys that a guard's options may change without compilation. */
export const OPTION_KEYS = {
  policy: ["mode", "onError", "bots", "filters", "shield", "email", "sensitive", "client"],
  bots: ["mode", "deny", "allow", "missingUserAgent", "spoofed", "impersonation"],
  impersonation: ["mode", "score"],
  filters: ["mode"],
  shield: ["mode", "sensitivity"],
  email: ["mode"],
  sensitive: ["mode"],
  client: ["trustedProxies"],
} as const;

/** Keys that are compiled into a snapshot and cannot be changed at run time. */
export const COMPILED_KEYS = {
  policy: ["lists", "fingerprint", "rateLimits"],
  bots: ["custom", "verified"],
  impersonation: [],
  filters: ["deny", "allow"],
  shield: ["kinds", "exclude"],
  email: ["profile", "deny", "allow", "block", "allowDomainLiteral", "fields"],
  sensitive: ["deny", "phoneRegion", "custom", "fields"],
  client: ["header"],
} as const;
