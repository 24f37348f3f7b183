import type { AdapterOptions } from "@snapwall/core/integrations";
import { type DenoGuard, snapwall as snapwallBare } from "./bare.ts";
import type { ServeInfo } from "./client-address.ts";
import module from "./wasm.ts";

/**
 * The guard's options and, in place of the default policy's, a `module` of one's own;
 * `clientAddress`, if given, receives Deno's `info` as its context.
 */
export type SnapwallOptions = AdapterOptions<ServeInfo>;

/**
 * Readies the default policy's snapshot, or one of one's own, with this server's options. Call it
 * once, at the top level.
 *
 * @throws {TypeError | RangeError} For an option that is unknown or has a wrong value.
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
