import { createRedactor, type RedactOptions, type TextJudge } from "@snapwall/core/redact";
import type { NodeListener, NodeMiddleware } from "./bare.ts";
import { redactOutgoing } from "./redact-outgoing.ts";

/**
 * Puts redaction behind a `node:http` listener: what it answers is redacted by its content type.
 * Tokens count from one in every answer.
 *
 * @param guard one whose policy has the rule `sensitive`.
 * @throws {TypeError} For a style that there is not.
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
 * Makes a middleware in the manner of Connect and Express that redacts what those behind it answer. It
 * goes behind one that compresses: compressed bytes other than gzip and deflate are not looked into.
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
