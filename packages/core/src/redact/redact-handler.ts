import { redactResponse } from "./redact-response.ts";
import { createRedactor, type RedactOptions, type TextJudge } from "./redactor.ts";

/** A web-standard request handler, as every adapter's `handler` accepts it. */
type Handler<Arguments extends unknown[]> = (...args: Arguments) => Response | Promise<Response>;

/**
 * Wraps a web-standard handler so that its responses pass through {@link redactResponse}. Works the
 * same on every runtime, with or without a guard's `handler` around it.
 *
 * Tokens are numbered from one in each response, so that a response reveals nothing about another.
 *
 * @example
 * ```ts
 * const guard = snapwall({ module }); // its policy has the rule "sensitive"
 * export default { fetch: guard.handler(redactHandler(guard, app, { types: ["secret"] })) };
 * ```
 */
export function redactHandler<Arguments extends unknown[]>(
  guard: TextJudge,
  app: Handler<Arguments>,
  options?: RedactOptions,
): Handler<Arguments> {
  // Report an invalid style now rather than with the first response.
  createRedactor(guard, options);
  const redact = (response: Response) => redactResponse(createRedactor(guard, options), response);
  return (...args) => {
    const answer = app(...args);
    return answer instanceof Promise ? answer.then(redact) : redact(answer);
  };
}
