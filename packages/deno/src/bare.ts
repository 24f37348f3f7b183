/**
 * Snapwall for Deno without the default policy's module, for servers that bring their own.
 *
 * @module
 */
import { createGuard, type Guard } from "@snapwall/core";
import {
  type BareOptions,
  decideThen,
  type FetchHandler,
  guardHandler,
} from "@snapwall/core/integrations";
import { clientAddress, type ServeInfo } from "./client-address.ts";

export type { BareOptions };

/** A middleware: answers the request itself or has `next` answer it. */
export type DenoMiddleware = (
  request: Request,
  info: ServeInfo,
  next: () => Response | Promise<Response>,
) => Response | Promise<Response>;

/** A guard with handlers for `Deno.serve`. */
export interface DenoGuard extends Guard {
  /**
   * Puts the guard in front of a handler for `Deno.serve` or `deno serve`: a denied request is
   * answered, any other is passed to `app` with its `info` unchanged.
   *
   * @example
   * ```ts
   * Deno.serve(snapwall().handler((request, info) => new Response("hello")));
   * ```
   */
  handler<Info extends ServeInfo>(app: FetchHandler<[info: Info]>): FetchHandler<[info: Info]>;
  /**
   * Creates a middleware for handlers that are chained by hand, for example to guard only some
   * routes.
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
 * Creates a guard from a snapshot of your own policy. Call it once, at the top level.
 *
 * @throws {TypeError | RangeError} When `module` is not a module, or an option is unknown or
 * invalid.
 * @throws {SnapwallError} When the module is not a snapshot, or is one with another ABI version.
 *
 * @example
 * ```ts
 * import { snapwall } from "@snapwall/deno/bare";
 * import module from "./guard.js"; // snapwall bake policy.json -o guard.js
 *
 * const guard = snapwall({ module });
 * ```
 */
export function snapwall(options: BareOptions<ServeInfo>): DenoGuard {
  const { module, ...adjustments } = options;
  const guard = createGuard<ServeInfo>(module, { clientAddress, ...adjustments });
  return Object.assign(guard, {
    handler: <Info extends ServeInfo>(app: FetchHandler<[info: Info]>) => guardHandler(guard, app),
    middleware: (): DenoMiddleware => (request, info, next) => {
      return decideThen(guard, request, { context: info }, (decision) => {
        return decision.denied ? decision.toResponse() : next();
      });
    },
  });
}
