/**
 * Limits of a policy. Generated from `wasm/policy/policy.schema.json` by `npm run generate:policy`.
 *
 * @module
 */

/** A longer policy is refused. */
export const POLICY_MAX_BYTES = 4194304;
