/**
 * Snapwall for Cloudflare without the default policy's module, for Workers that bring their own: a
 * bundle holds that one alone.
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
 * Readies a snapshot of one's own policy with this Worker's options. Call it once, at the top level:
 * Wasm is already compiled there and instantiating counts as startup, not as request time.
 *
 * @throws {TypeError | RangeError} For a module that is none, or an option that is unknown or has a
 * wrong value.
 * @throws {SnapwallError} For a module that is no snapshot, or one of another version.
 *
 * @example
 * ```ts
 * import { snapwall } from "@snapwall/cloudflare/bare";
 * import module from "./guard.wasm"; // snapwall bake policy.json -o src/guard.wasm
 *
 * const guard = snapwall({ module });
 * ```
 */
export function snapwall<Env = unknown>(options: BareOptions<Env>): CloudflareGuard {
  const { module, ...adjustments } = options;
  const guard = createGuard<Env>(module, { clientAddress, platformFacts, ...adjustments });
  return Object.assign(guard, {
    handler: <Rest extends unknown[], Incoming extends Request>(
      app: FetchHandler<Rest, Incoming>,
    ) => guardHandler(guard, app),
    middleware: (): PagesMiddleware => (context) => {
      return decideThen(guard, context.request, { context: context.env }, (decision) => {
        return decision.denied ? decision.toResponse() : context.next();
      });
    },
  });
}
