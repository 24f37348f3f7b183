import { createGuard, type Guard, type GuardOptions } from "@snapwall/core";
import { type FetchHandler, guardHandler } from "@snapwall/core/integrations";
// Through the package's own exports, so that the bundler's conditions choose between edge and Node.
import module from "@snapwall/vercel/wasm";
import { clientAddress } from "./client-address.ts";

/**
 * The guard's options; `clientAddress`, if given, receives what Vercel or Next passes after the
 * request (the middleware's event, the route's `{ params }`) as its context.
 */
export type SnapwallOptions<Context = unknown> = GuardOptions<Context>;

/** A middleware that answers a request or, with `undefined`, lets it go on. */
export type VercelMiddleware = (request: Request, event?: unknown) => Response | undefined;

/** A guard with the forms of Vercel and Next. */
export interface VercelGuard extends Guard {
  /**
   * Puts the guard in front of a function or a Next route handler: a denied request is answered, any
   * other goes to `app` unchanged.
   *
   * @example
   * ```ts
   * // app/api/hello/route.ts
   * export const GET = snapwall().handler((request: NextRequest) => Response.json("hello"));
   * ```
   */
  handler<Rest extends unknown[], Incoming extends Request>(
    app: FetchHandler<Rest, Incoming>,
  ): FetchHandler<Rest, Incoming>;
  /**
   * Makes the default export of Next's `proxy.ts` (Node) or `middleware.ts` (edge), or of Vercel's
   * routing middleware.
   *
   * @example
   * ```ts
   * export default snapwall().middleware();
   * export const config = { matcher: "/((?!_next/static|_next/image|favicon.ico).*)" };
   * ```
   */
  middleware(): VercelMiddleware;
}

/**
 * Readies the default policy's snapshot with this application's options. Call it once, at the top
 * level.
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
  const guard = createGuard<Context>(module, { clientAddress, ...options });
  return Object.assign(guard, {
    handler: <Rest extends unknown[], Incoming extends Request>(
      app: FetchHandler<Rest, Incoming>,
    ) => guardHandler(guard, app),
    middleware: (): VercelMiddleware => (request, event) => {
      const decision = guard.check(request, { context: event });
      return decision.denied ? decision.toResponse() : undefined;
    },
  });
}
