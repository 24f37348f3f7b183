import type { AdapterOptions } from "@snapwall/core/integrations";
// Imported through the package's own exports, so that bundlers get the inlined module.
import module from "@snapwall/node/wasm";
import { type NodeGuard, snapwall as snapwallBare } from "./bare.ts";
import type { NodeContext } from "./find-incoming.ts";

/**
 * The guard's options and, optionally, a `module` to use instead of the default policy's. The
 * option `clientAddress` receives what the server passes as context.
 */
export type SnapwallOptions<Context = NodeContext> = AdapterOptions<Context>;

/**
 * Creates a guard with the default policy, or with your own `module`. Call it once, at startup.
 *
 * @throws {TypeError | RangeError} When an option is unknown or invalid.
 *
 * @example
 * ```ts
 * const guard = snapwall({ bots: { allow: ["GOOGLEBOT"] } });
 * createServer((req, res) => {
 *   const decision = guard.check(req);
 *   res.statusCode = decision.status ?? 200;
 *   res.end(decision.action);
 * }).listen(3000);
 * ```
 */
export function snapwall<Context = NodeContext>(options?: SnapwallOptions<Context>): NodeGuard {
  return snapwallBare({ module, ...options });
}
