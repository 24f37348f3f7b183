import type { AdapterOptions } from "@snapwall/core/integrations";
import { type CloudflareGuard, snapwall as snapwallBare } from "./bare.ts";
import module from "./wasm.ts";

/**
 * The guard's options and, optionally, a `module` to use instead of the default policy's. The
 * option `clientAddress` receives the Worker's `env` as its context.
 */
export type SnapwallOptions<Env = unknown> = AdapterOptions<Env>;

/**
 * Creates a guard with the default policy, or with your own `module`. Call it once, at the top
 * level: the module is already compiled there, and instantiating it counts as startup rather than
 * request time.
 *
 * @throws {TypeError | RangeError} When an option is unknown or invalid.
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
