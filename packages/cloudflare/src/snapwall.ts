import type { AdapterOptions } from "@snapwall/core/integrations";
import { type CloudflareGuard, snapwall as snapwallBare } from "./bare.ts";
import module from "./wasm.ts";

/**
 * The guard's options and, in place of the default policy's, a `module` of one's own;
 * `clientAddress`, if given, receives the Worker's `env` as its context.
 */
export type SnapwallOptions<Env = unknown> = AdapterOptions<Env>;

/**
 * Readies the default policy's snapshot, or one of one's own, with this Worker's options. Call it
 * once, at the top level: Wasm is already compiled there and instantiating counts as startup, not as
 * request time.
 *
 * @throws {TypeError | RangeError} For an option that is unknown or has a wrong value.
 *
 * @example
 * ```ts
 * const guard = snapwall({ bots: { allow: ["GOOGLEBOT"] } });
 * export default {
 *   fetch(request: Request) {
 *     const decision = guard.check(request);
 *     return decision.denied ? decision.toResponse() : new Response(`hello ${decision.ip}`);
 *   },
 * };
 * ```
 */
export function snapwall<Env = unknown>(options?: SnapwallOptions<Env>): CloudflareGuard {
  return snapwallBare({ module, ...options });
}
