import { redactResponse } from "./redact-response.ts";
import { createRedactor, type RedactOptions, type TextJudge } from "./redactor.ts";

/** A request handler in the web-standard form, as every adapter's `handler` takes it. */
type Handler<Arguments extends unknown[]> = (...args: Arguments) => Response | Promise<Response>;

/**
 * Puts redaction behind a web-standard handler: what it answers goes through {@link redactResponse}.
 * The same on every runtime, inside of a guard's `handler` or without one.
 *
 * Tokens count from one in every answer, so that none says what another one held.
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
  // A wrong style is told now and not with the first answer.
  createRedactor(guard, options);
  const redact = (response: Response) => redactResponse(createRedactor(guard, options), response);
  return (...args) => {
    const answer = app(...args);
    return answer instanceof Promise ? answer.then(redact) : redact(answer);
  };
}
