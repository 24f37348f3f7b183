/**
 * A Worker with one path for each of the guard's handlers, bundled and run by
 * `src/snapwall.test.ts`.
 */
import { snapwall } from "../src/index.ts";

interface Env {
  readonly GREETING: string;
}

const guard = snapwall();
const strict = snapwall<Env>({ clientAddress: (_request, env) => env?.GREETING ?? null });
const app = guard.handler((request: Request, env: Env, ctx: { waitUntil?: unknown }) => {
  return new Response(`${env.GREETING} ${request.method} ${typeof ctx.waitUntil}`);
});
const onRequest = guard.middleware();

export default {
  fetch(request: Request, env: Env, ctx: object): Response | Promise<Response> {
    switch (new URL(request.url).pathname) {
      case "/handler":
        return app(request, env, ctx);
      case "/pages":
        return onRequest({ request, env, next: async () => new Response("next") });
      case "/context":
        return Response.json(strict.check(request, { context: env }));
      default:
        return Response.json(guard.check(request));
    }
  },
};
