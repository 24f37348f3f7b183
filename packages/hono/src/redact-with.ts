import {
  createRedactor,
  type RedactOptions,
  redactResponse,
  type TextJudge,
} from "@snapwall/core/redact";
import type { MiddlewareHandler } from "hono";

/**
 * Makes a Hono middleware that redacts what the app answers, by its content type: `redactResponse`
 * of `@snapwall/core/redact`. Tokens count from one in every answer.
 *
 * @param guard one whose policy has the rule `sensitive`.
 * @throws {TypeError} For a style that there is not.
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
    // Assigning keeps headers of the old response that the new one lacks, unless there is none.
    c.res = undefined;
    c.res = response;
  };
}
