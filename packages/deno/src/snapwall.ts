import type { AdapterOptions } from "@snapwall/core/integrations";
import { type DenoGuard, snapwall as snapwallBare } from "./bare.ts";
import type { ServeInfo } from "./client-address.ts";
import module from "./wasm.ts";

/**
 * The guard's options and, optionally, a `module` to use instead of the default policy's. The
 * option `clientAddress` receives Deno's `info` as its context.
 */
export type SnapwallOptions = AdapterOptions<ServeInfo>;

/**
 * Creates a guard with the default policy, or with your own `module`. Call it once, at the top
 * level.
 *
 * @throws {TypeError | RangeError} When an option is unknown or invalid.
 *
 * @example
 * ```ts
 * const guard = snapwall({ bots: { allow: ["GOOGLEBOT"] } });
 * Deno.serve((request, info) => {
 *   const decision = guard.check(request, { context: info });
 *   return decision.denied ? decision.toResponse() : new Response(`hello ${decision.ip}`);
 * });
 * ```
 */
export function snapwall(options?: SnapwallOptions): DenoGuard {
  return snapwallBare({ module, ...options });
}
