import type { Guard } from "../guard/guard.ts";
import { decideThen } from "./decide-then.ts";

/**
 * A web-standard request handler. `Rest` is what the runtime passes after the request: `[env, ctx]`
 * on Cloudflare, `[info]` on Deno, `[server]` on Bun. `Incoming` is the runtime's own request type
 * if it extends the standard one (`NextRequest`, Cloudflare's with `cf`).
 */
export type FetchHandler<Rest extends unknown[] = unknown[], Incoming extends Request = Request> = (
  request: Incoming,
  ...rest: Rest
) => Response | Promise<Response>;

/**
 * Puts a guard in front of a web-standard handler: a denied request is answered, any other is
 * passed to `app` unchanged. It waits for the body only if the guard's policy reads bodies. The
 * runtime's second argument becomes the `context` of `clientAddress`.
 *
 * @example
 * ```ts
 * Deno.serve(guardHandler(guard, () => new Response("hello")));
 * ```
 */
export function guardHandler<Rest extends unknown[], Incoming extends Request = Request>(
  guard: Guard,
  app: FetchHandler<Rest, Incoming>,
): FetchHandler<Rest, Incoming> {
  return (request, ...rest) => {
    return decideThen(guard, request, { context: rest[0] }, (decision) => {
      return decision.denied ? decision.toResponse() : app(request, ...rest);
    });
  };
}
