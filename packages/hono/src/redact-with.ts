import {
  createRedactor,
  type RedactOptions,
  redactResponse,
  type TextJudge,
} from "@snapwall/core/redact";
import type { MiddlewareHandler } from "hono";

/**
 * Creates a Hono middleware that redacts responses according to their content type, with
 * `redactResponse` of `@snapwall/core/redact`. Tokens are numbered from one in each response.
 *
 * @param guard A guard whose policy has the rule `sensitive`.
 * @throws {TypeError} For an unknown style.
 *
 * @example
 * ```ts
 * const guard = snapwall({ module });
 * app.use(guardWith(guard), redactWith(guard, { types: ["creditCard", "secret"] }));
 * ```
 */
export function redactWith(guard: TextJudge, options?: RedactOptions): MiddlewareHandler {
  createRedactor(guard, options);
  return async (c, next) => {
    await next();
    const response = await redactResponse(createRedactor(guard, options), c.res);
    if (response === c.res) return;
    // Cleared first: assigning over a response would keep those of its headers that the new one
    // lacks.
    c.res = undefined;
    c.res = response;
  };
}
