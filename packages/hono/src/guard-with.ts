import type { Decision, Guard } from "@snapwall/core";
import { unmapAddress } from "@snapwall/core/integrations";
import type { MiddlewareHandler } from "hono";
import type { GetConnInfo } from "hono/conninfo";

/** What the middleware leaves in the context, for `new Hono<GuardEnv>()`. */
export interface GuardEnv {
  Variables: {
    /** What was decided about this request. */
    decision: Decision;
  };
}

/** How the middleware finds what the guard itself does not know. */
export interface GuardWithOptions {
  /**
   * Finds the client's address: the `getConnInfo` of Hono's adapter for the runtime.
   *
   * Without it, the guard's own `clientAddress` is asked when `decision.ip` is read: the guard of
   * `@snapwall/cloudflare`, `vercel`, `deno` and `node` has one, which finds what it needs in the
   * request and in `c.env`; one of `createGuard` has none unless you gave it.
   */
  readonly getConnInfo?: GetConnInfo | undefined;
}

/**
 * Makes a Hono middleware: a denied request is answered, any other goes on with the decision in
 * `c.get("decision")`. It is the same on every runtime: what differs is in the guard.
 *
 * @throws What `getConnInfo` throws where it finds no connection, as it does when it is another
 * runtime's or in `app.request()` without an environment. Hono then answers 500: the request is not
 * let through.
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
