/**
 * Snapwall for Vercel and Next without the default policy's module, for applications that bring
 * their own: a bundle holds that one alone.
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
 * A middleware that answers a request or, with `undefined`, lets it go on: at once, or once the body
 * is read where the policy reads bodies.
 */
export type VercelMiddleware = (
  request: Request,
  event?: unknown,
) => Response | undefined | Promise<Response | undefined>;

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
 * Readies a snapshot of one's own policy with this application's options. Call it once, at the top
 * level.
 *
 * @throws {TypeError | RangeError} For a module that is none, or an option that is unknown or has a
 * wrong value.
 * @throws {SnapwallError} For a module that is no snapshot, or one of another version.
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
