import type { AdapterOptions } from "@snapwall/core/integrations";
// Through the package's own exports, so that a bundler gets the module inlined.
import module from "@snapwall/node/wasm";
import { type NodeGuard, snapwall as snapwallBare } from "./bare.ts";
import type { NodeContext } from "./find-incoming.ts";

/**
 * The guard's options and, in place of the default policy's, a `module` of one's own;
 * `clientAddress`, if given, receives what the server passes as context.
 */
export type SnapwallOptions<Context = NodeContext> = AdapterOptions<Context>;

/**
 * Readies the default policy's snapshot, or one of one's own, with this server's options. Call it
 * once, at start.
 *
 * @throws {TypeError | RangeError} For an option that is unknown or has a wrong value.
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
