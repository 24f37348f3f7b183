import type { AdapterOptions } from "@snapwall/core/integrations";
// Through the package's own exports, so that the bundler's conditions choose between edge and Node.
import module from "@snapwall/vercel/wasm";
import { snapwall as snapwallBare, type VercelGuard } from "./bare.ts";

/**
 * The guard's options and, in place of the default policy's, a `module` of one's own;
 * `clientAddress`, if given, receives what Vercel or Next passes after the request (the
 * middleware's event, the route's `{ params }`) as its context.
 */
export type SnapwallOptions<Context = unknown> = AdapterOptions<Context>;

/**
 * Readies the default policy's snapshot, or one of one's own, with this application's options. Call
 * it once, at the top level.
 *
 * @throws {TypeError | RangeError} For an option that is unknown or has a wrong value.
 *
 * @example
 * ```ts
 * import { next } from "@vercel/functions";
 *
 * const guard = snapwall({ bots: { allow: ["GOOGLEBOT"] } });
 * export default function middleware(request: Request) {
 *   const decision = guard.check(request);
 *   return decision.denied ? decision.toResponse() : next({ headers: { "x-seen": "1" } });
 * }
 * ```
 */
export function snapwall<Context = unknown>(options?: SnapwallOptions<Context>): VercelGuard {
  return snapwallBare({ module, ...options });
}
