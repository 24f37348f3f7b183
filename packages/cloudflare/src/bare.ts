/**
 * Snapwall for Cloudflare without the default policy's module, for Workers that bring their own;
 * the bundle then contains only that one.
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

/** The used part of a Pages Function's `EventContext`. */
export interface PagesContext {
  readonly request: Request;
  readonly env: unknown;
  next(): Response | Promise<Response>;
}

/** A Pages Function (`PagesFunction`) as exported from `functions/_middleware.ts`. */
export type PagesMiddleware = (context: PagesContext) => Response | Promise<Response>;

/** A guard with handlers for Workers and Pages. */
export interface CloudflareGuard extends Guard {
  /**
   * Puts the guard in front of a Worker's `fetch` handler: a denied request is answered, any other
   * is passed to `app` with `env` and `ctx` unchanged.
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
   * Creates a Pages Function that answers a denied request and calls `context.next()` for any
   * other.
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
 * Creates a guard from a snapshot of your own policy. Call it once, at the top level: the module is
 * already compiled there, and instantiating it counts as startup rather than request time.
 *
 * @throws {TypeError | RangeError} When `module` is not a module, or an option is unknown or
 * invalid.
 * @throws {SnapwallError} When the module is not a snapshot, or is one with another ABI version.
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
