/**
 * Snapwall for Node and Bun without the default policy's module, for servers that bring their own:
 * nothing else is read, and a bundle holds that one alone.
 *
 * @module
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { createGuard, type Guard, type GuardOptions } from "@snapwall/core";
import { type BareOptions, type FetchHandler, guardHandler } from "@snapwall/core/integrations";
import { clientAddress } from "./client-address.ts";
import type { NodeContext } from "./find-incoming.ts";
import { platformFacts } from "./platform-facts.ts";
import { readIncoming } from "./read-incoming.ts";
import { type IncomingBody, readIncomingBody } from "./read-incoming-body.ts";
import { sendResponse } from "./send-response.ts";

export type { BareOptions };

/** What `http.createServer` takes. */
export type NodeListener = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/** A middleware in the manner of Connect and Express. */
export type NodeMiddleware = (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  next: (error?: unknown) => void,
) => void;

/** A guard with the forms of Node and Bun. `check` takes a `node:http` request as it is, too. */
export interface NodeGuard extends Guard {
  /**
   * Makes a middleware that answers a denied request and calls `next` for any other.
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
   * Puts the guard in front of a web-standard handler: `Bun.serve`'s, or one behind a bridge from
   * `node:http`.
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
 * Readies a snapshot of one's own policy with this server's options. Call it once, at start.
 *
 * @throws {TypeError | RangeError} For a module that is none, or an option that is unknown or has a
 * wrong value.
 * @throws {SnapwallError} For a module that is no snapshot, or one of another version.
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
    // What is denied for its head is not read.
    if (!judge()) return;
    if (guard.readsBody) {
      readIncomingBody(incoming, guard.readsFields, (body) => {
        // Nothing was put back: the application has to listen before the end of the body is told.
        const isEmpty = body === null || body.body.length === 0;
        if (!guard.readsFields || isEmpty) {
          if (body === null || judge(body)) next();
          return;
        }
        const options = { context: incoming, ...body };
        void guard.protect(readIncoming(incoming), options).then((decision) => {
          if (decision.denied) void sendResponse(outgoing, decision.toResponse());
          else next();
        });
      });
    } else {
      next();
    }
  };
  return Object.assign(guard, {
    middleware: () => middleware,
    listener: (app: NodeListener): NodeListener => {
      return (incoming, outgoing) => middleware(incoming, outgoing, () => app(incoming, outgoing));
    },
    handler: <Rest extends unknown[], Incoming extends Request>(
      app: FetchHandler<Rest, Incoming>,
    ) => guardHandler(guard, app),
  });
}
