import { createGuard, type Guard, type GuardOptions } from "@snapwall/core";
import { type FetchHandler, guardHandler } from "@snapwall/core/integrations";
import { clientAddress, type ServeInfo } from "./client-address.ts";
import module from "./wasm.ts";

/** The guard's options; `clientAddress`, if given, receives Deno's `info` as its context. */
export type SnapwallOptions = GuardOptions<ServeInfo>;

/** A link of a chain: answers the request itself or has `next` answer it. */
export type DenoMiddleware = (
  request: Request,
  info: ServeInfo,
  next: () => Response | Promise<Response>,
) => Response | Promise<Response>;

/** A guard with the forms of `Deno.serve`. */
export interface DenoGuard extends Guard {
  /**
   * Puts the guard in front of a handler of `Deno.serve` or `deno serve`: a denied request is
   * answered, any other goes to `app` with its `info` unchanged.
   *
   * @example
   * ```ts
   * Deno.serve(snapwall().handler((request, info) => new Response("hello")));
   * ```
   */
  handler<Info extends ServeInfo>(app: FetchHandler<[info: Info]>): FetchHandler<[info: Info]>;
  /**
   * Makes a link for handlers that are chained by hand, where only some routes are guarded.
   *
   * @example
   * ```ts
   * const guarded = snapwall().middleware();
   * Deno.serve((request, info) => {
   *   if (new URL(request.url).pathname === "/health") return new Response("ok");
   *   return guarded(request, info, () => new Response("hello"));
   * });
   * ```
   */
  middleware(): DenoMiddleware;
}

/**
 * Readies the default policy's snapshot with this server's options. Call it once, at the top level.
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
  const guard = createGuard<ServeInfo>(module, { clientAddress, ...options });
  return Object.assign(guard, {
    handler: <Info extends ServeInfo>(app: FetchHandler<[info: Info]>) => guardHandler(guard, app),
    middleware: (): DenoMiddleware => (request, info, next) => {
      const decision = guard.check(request, { context: info });
      return decision.denied ? decision.toResponse() : next();
    },
  });
}
