/**
 * Snapwall for Vercel and Next without the default policy's module, for applications that bring
 * their own; the bundle then contains only that one.
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
import { clientAddress } from "./client-address.ts";
import { platformFacts } from "./platform-facts.ts";

export type { BareOptions };

/**
 * A middleware that answers a request, or returns `undefined` to let it continue. Asynchronous only
 * if the policy reads bodies.
 */
export type VercelMiddleware = (
  request: Request,
  event?: unknown,
) => Response | undefined | Promise<Response | undefined>;

/** A guard with handlers for Vercel and Next. */
export interface VercelGuard extends Guard {
  /**
   * Puts the guard in front of a function or a Next route handler: a denied request is answered,
   * any other is passed to `app` unchanged.
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
   * Creates the default export for Next's `proxy.ts` (Node) or `middleware.ts` (edge), or for
   * Vercel's Routing Middleware.
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
 * Creates a guard from a snapshot of your own policy. Call it once, at the top level.
 *
 * @throws {TypeError | RangeError} When `module` is not a module, or an option is unknown or
 * invalid.
 * @throws {SnapwallError} When the module is not a snapshot, or is one with another ABI version.
 *
 * @example
 * ```ts
 * import { snapwall } from "@snapwall/vercel/bare";
 * import module from "./guard.wasm?module"; // snapwall bake policy.json -o guard.wasm
 *
 * export default snapwall({ module }).middleware();
 * ```
 */
export function snapwall<Context = unknown>(options: BareOptions<Context>): VercelGuard {
  const { module, ...adjustments } = options;
  const guard = createGuard<Context>(module, { clientAddress, platformFacts, ...adjustments });
  return Object.assign(guard, {
    handler: <Rest extends unknown[], Incoming extends Request>(
      app: FetchHandler<Rest, Incoming>,
    ) => guardHandler(guard, app),
    middleware: (): VercelMiddleware => (request, event) => {
      return decideThen(guard, request, { context: event }, (decision) => {
        return decision.denied ? decision.toResponse() : undefined;
      });
    },
  });
}
