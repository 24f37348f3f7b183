/**
 * Snapwall for Hono, on every runtime.
 *
 * @module
 */
export { type GuardEnv, type GuardWithOptions, guardWith } from "./guard-with.ts";
export { redactWith } from "./redact-with.ts";
