import type { Decision, Guard } from "@snapwall/core";
import { unmapAddress } from "@snapwall/core/integrations";
import type { MiddlewareHandler } from "hono";
import type { GetConnInfo } from "hono/conninfo";

/** What the middleware sets in the context, for `new Hono<GuardEnv>()`. */
export interface GuardEnv {
  Variables: {
    /** The decision about this request. */
    decision: Decision;
  };
}

/** How the middleware finds what the guard does not know itself. */
export interface GuardWithOptions {
  /**
   * Finds the client's address: `getConnInfo` from Hono's adapter for the runtime.
   *
   * If omitted, the guard's own `clientAddress` is called when the address is needed. Guards from
   * `@snapwall/cloudflare`, `vercel`, `deno` and `node` have one, which uses the request and
   * `c.env`; a guard from `createGuard` has one only if you set it.
   */
  readonly getConnInfo?: GetConnInfo | undefined;
}

/**
 * Creates a Hono middleware: a denied request is answered, any other continues with the decision in
 * `c.get("decision")`. It is the same on every runtime; only the guard differs.
 *
 * @throws What `getConnInfo` throws if it finds no connection, because it belongs to another
 * runtime or `app.request()` was called without an environment. Hono then answers 500; the request
 * is not let through.
 *
 * @example
 * ```ts
 * const app = new Hono<GuardEnv>();
 * app.use(guardWith(snapwall()));
 * app.get("/", (c) => c.text(`hello ${c.get("decision").ip}`));
 * ```
 */
export function guardWith(
  guard: Guard,
  options: GuardWithOptions = {},
): MiddlewareHandler<GuardEnv> {
  const { getConnInfo } = options;
  return async (c, next) => {
    const address = getConnInfo?.(c).remote.address;
    const ip = address === undefined ? null : unmapAddress(address);
    const options = { ip, context: c.env };
    const decision = guard.readsBody
      ? await guard.protect(c.req.raw, options)
      : guard.check(c.req.raw, options);
    c.set("decision", decision);
    if (decision.denied) return decision.toResponse();
    await next();
  };
}
