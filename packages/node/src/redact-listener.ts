import { createRedactor, type RedactOptions, type TextJudge } from "@snapwall/core/redact";
import type { NodeListener, NodeMiddleware } from "./bare.ts";
import { redactOutgoing } from "./redact-outgoing.ts";

/**
 * Wraps a `node:http` listener so that its responses are redacted according to their content type.
 * Tokens are numbered from one in each response.
 *
 * @param guard A guard whose policy has the rule `sensitive`.
 * @throws {TypeError} For an unknown style.
 *
 * @example
 * ```ts
 * createServer(guard.listener(redactListener(guard, app, { types: ["secret"] }))).listen(3000);
 * ```
 */
export function redactListener(
  guard: TextJudge,
  app: NodeListener,
  options?: RedactOptions,
): NodeListener {
  const redact = redactMiddleware(guard, options);
  return (incoming, outgoing) => redact(incoming, outgoing, () => app(incoming, outgoing));
}

/**
 * Creates a middleware for Connect and Express that redacts the responses of those after it. Add it
 * after a middleware that compresses responses: compressed bytes other than gzip and deflate are
 * not redacted.
 *
 * @throws {TypeError} As {@link redactListener}.
 *
 * @example
 * ```ts
 * express().use(guard.middleware()).use(redactMiddleware(guard, { types: ["creditCard"] }));
 * ```
 */
export function redactMiddleware(guard: TextJudge, options?: RedactOptions): NodeMiddleware {
  createRedactor(guard, options);
  return (_, outgoing, next) => {
    redactOutgoing(outgoing, createRedactor(guard, options));
    next();
  };
}
