import { createGuard, type Guard, type GuardOptions } from "@snapwall/core";
import { type FetchHandler, guardHandler } from "@snapwall/core/integrations";
import { clientAddress } from "./client-address.ts";
import module from "./wasm.ts";

/** The guard's options; `clientAddress`, if given, receives the Worker's `env` as its context. */
export type SnapwallOptions<Env = unknown> = GuardOptions<Env>;

/** What is used of a Pages Function's `EventContext`. */
export interface PagesContext {
  readonly request: Request;
  readonly env: unknown;
  next(): Response | Promise<Response>;
}

/** A Pages Function, as `functions/_middleware.ts` exports it: a `PagesFunction`. */
export type PagesMiddleware = (context: PagesContext) => Response | Promise<Response>;

/** A guard with the forms of Workers and Pages. */
export interface CloudflareGuard extends Guard {
  /**
   * Puts the guard in front of a Worker's `fetch` handler: a denied request is answered, any other
   * goes to `app` with `env` and `ctx` unchanged.
   *
   * @example
   * ```ts
   * export default {
   *   fetch: snapwall().handler((request, env, ctx) => new Response("hello")),
   * } satisfies ExportedHandler<Env>;
   * ```
   */
  handler<Rest extends unknown[], Incoming extends Request>(
    app: FetchHandler<Rest, Incoming>,
  ): FetchHandler<Rest, Incoming>;
  /**
   * Makes a Pages Function that answers a denied request and calls `context.next()` for any other.
   *
   * @example
   * ```ts
   * // functions/_middleware.ts
   * export const onRequest = snapwall().middleware();
   * ```
   */
  middleware(): PagesMiddleware;
}

/**
 * Readies the default policy's snapshot with this Worker's options. Call it once, at the top level:
 * Wasm is already compiled there and instantiating counts as startup, not as request time.
 *
 * @throws {TypeError | RangeError} For an option that is unknown or has a wrong value.
 *
 * @example
 * ```ts
 * const guard = snapwall({ bots: { allow: ["GOOGLEBOT"] } });
 * export default {
 *   fetch(request: Request) {
 *     const decision = guard.check(request);
 *     return decision.denied ? decision.toResponse() : new Response(`hello ${decision.ip}`);
 *   },
 * };
 * ```
 */
export function snapwall<Env = unknown>(options?: SnapwallOptions<Env>): CloudflareGuard {
  const guard = createGuard<Env>(module, { clientAddress, ...options });
  return Object.assign(guard, {
    handler: <Rest extends unknown[], Incoming extends Request>(
      app: FetchHandler<Rest, Incoming>,
    ) => guardHandler(guard, app),
    middleware: (): PagesMiddleware => (context) => {
      const decision = guard.check(context.request, { context: context.env });
      return decision.denied ? decision.toResponse() : context.next();
    },
  });
}
