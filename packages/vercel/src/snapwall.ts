import type { AdapterOptions } from "@snapwall/core/integrations";
// Imported through the package's own exports, so that the bundler's conditions choose between edge
// and Node.
import module from "@snapwall/vercel/wasm";
import { snapwall as snapwallBare, type VercelGuard } from "./bare.ts";

/**
 * The guard's options and, optionally, a `module` to use instead of the default policy's. The
 * option `clientAddress` receives as its context what Vercel or Next passes after the request (the
 * middleware's event, the route's `{ params }`).
 */
export type SnapwallOptions<Context = unknown> = AdapterOptions<Context>;

/**
 * Creates a guard with the default policy, or with your own `module`. Call it once, at the top
 * level.
 *
 * @throws {TypeError | RangeError} When an option is unknown or invalid.
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
