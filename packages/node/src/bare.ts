/**
 * Snapwall for Node and Bun without the default policy's module, for servers that bring their own;
 * a bundle then contains only that one, and no file is read.
 *
 * @module
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { createGuard, type Decision, type Guard, type GuardOptions } from "@snapwall/core";
import { type BareOptions, type FetchHandler, guardHandler } from "@snapwall/core/integrations";
import { clientAddress } from "./client-address.ts";
import type { NodeContext } from "./find-incoming.ts";
import { platformFacts } from "./platform-facts.ts";
import { readIncoming } from "./read-incoming.ts";
import { type IncomingBody, readIncomingBody } from "./read-incoming-body.ts";
import { sendResponse } from "./send-response.ts";

export type { BareOptions };

/** A listener for `http.createServer`. */
export type NodeListener = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/** A middleware as used by Connect and Express. */
export type NodeMiddleware = (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  next: (error?: unknown) => void,
) => void;

/** A guard with handlers for Node and Bun. `check` also accepts a `node:http` request directly. */
export interface NodeGuard extends Guard {
  /**
   * Creates a middleware that answers a denied request and calls `next` for any other.
   *
   * @example
   * ```ts
   * express().use(snapwall().middleware());
   * ```
   */
  middleware(): NodeMiddleware;
  /**
   * Puts the guard in front of a `node:http` listener.
   *
   * @example
   * ```ts
   * createServer(snapwall().listener((_, res) => res.end("hello"))).listen(3000);
   * ```
   */
  listener(app: NodeListener): NodeListener;
  /**
   * Puts the guard in front of a web-standard handler: one for `Bun.serve`, or one behind a bridge
   * from `node:http`.
   *
   * @example
   * ```ts
   * Bun.serve({ fetch: snapwall().handler(() => new Response("hello")) });
   * ```
   */
  handler<Rest extends unknown[], Incoming extends Request>(
    app: FetchHandler<Rest, Incoming>,
  ): FetchHandler<Rest, Incoming>;
}

/**
 * Creates a guard from a snapshot of your own policy. Call it once, at startup.
 *
 * @throws {TypeError | RangeError} When `module` is not a module, or an option is unknown or
 * invalid.
 * @throws {SnapwallError} When the module is not a snapshot, or is one with another ABI version.
 *
 * @example
 * ```ts
 * import { snapwall } from "@snapwall/node/bare";
 * import module from "./guard.js"; // snapwall bake policy.json -o guard.js
 *
 * const guard = snapwall({ module });
 * ```
 */
export function snapwall<Context = NodeContext>(options: BareOptions<Context>): NodeGuard {
  const { module, ...adjustments } = options;
  const guard = createGuard(module, {
    clientAddress,
    platformFacts,
    ...adjustments,
  } as GuardOptions<Context>);
  const middleware: NodeMiddleware = (incoming, outgoing, next) => {
    const judge = (body?: IncomingBody | null): boolean => {
      const decision = guard.check(readIncoming(incoming), { context: incoming, ...body });
      if (decision.denied) void sendResponse(outgoing, decision.toResponse());
      return !decision.denied;
    };
    // The body of a request that is denied without it is not read.
    if (!judge()) return;
    if (guard.readsBody) {
      readIncomingBody(incoming, guard.readsFields, (body) => {
        // Nothing was put back, so the application has to listen before the body's `end` event.
        const isEmpty = body === null || body.body.length === 0;
        if (!guard.readsFields || isEmpty) {
          if (body === null || judge(body)) next();
          return;
        }
        const options = { context: incoming, ...body };
        const answer = (decision: Decision) => {
          if (decision.denied) void sendResponse(outgoing, decision.toResponse());
          else next();
        };
        // What the application throws in `next` is not a failure of the guard.
        const fail = (error: unknown) => next(error ?? new Error("The guard failed"));
        void guard.protect(readIncoming(incoming), options).then(answer, fail);
      });
    } else {
      next();
    }
  };
  return Object.assign(guard, {
    middleware: () => middleware,
    listener: (app: NodeListener): NodeListener => {
      return (incoming, outgoing) => {
        middleware(incoming, outgoing, (error) => {
          if (error === undefined) app(incoming, outgoing);
          else void sendResponse(outgoing, new Response(null, { status: 500 }));
        });
      };
    },
    handler: <Rest extends unknown[], Incoming extends Request>(
      app: FetchHandler<Rest, Incoming>,
    ) => guardHandler(guard, app),
  });
}
