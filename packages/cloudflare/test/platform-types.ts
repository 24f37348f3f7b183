/**
 * What Cloudflare's own types must accept. Compiled, never run, by `src/platform-types.test.ts`,
 * against only `@cloudflare/workers-types`, as in a user's Worker.
 */
import { snapwall } from "@snapwall/cloudflare";

interface Env {
  readonly GREETING: string;
}

const guard = snapwall<Env>({ clientAddress: (_request, env) => env?.GREETING ?? null });

/** The app's parameters are inferred from the platform's type. */
export const inferred: ExportedHandler<Env> = {
  fetch: guard.handler((request, env, ctx) => {
    ctx.waitUntil(Promise.resolve());
    return new Response(`${env.GREETING} ${request.cf?.colo}`);
  }),
};

export default {
  fetch: guard.handler(async (request: Request, env: Env) => {
    return new Response(`${env.GREETING} ${request.url}`);
  }),
} satisfies ExportedHandler<Env>;

export const checked: ExportedHandler<Env> = {
  fetch(request) {
    const decision = guard.check(request);
    return decision.denied ? decision.toResponse() : new Response(decision.ip);
  },
};

export const otherEnv: ExportedHandler<Env> = {
  // @ts-expect-error An app that needs another `env` cannot be this Worker's.

  fetch: guard.handler((_request: Request, env: { OTHER: string }) => new Response(env.OTHER)),
};

export const onRequest: PagesFunction<Env> = guard.middleware();
