import type { IncomingMessage, ServerResponse } from "node:http";
import { createGuard, type Guard, type GuardOptions } from "@snapwall/core";
import { type FetchHandler, guardHandler } from "@snapwall/core/integrations";
// Through the package's own exports, so that a bundler gets the module inlined.
import module from "@snapwall/node/wasm";
import { clientAddress, type NodeContext } from "./client-address.ts";
import { readIncoming } from "./read-incoming.ts";
import { sendResponse } from "./send-response.ts";

/** The guard's options; `clientAddress`, if given, receives what the server passes as context. */
export type SnapwallOptions<Context = NodeContext> = GuardOptions<Context>;

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
 * Readies the default policy's snapshot with this server's options. Call it once, at start.
 *
 * @throws {TypeError | RangeError} For an option that is unknown or has a wrong value.
 *
 * @example
 * ```ts
 * const guard = snapwall({ bots: { allow: ["GOOGLEBOT"] } });
 * createServer((req, res) => {
 *   const decision = guard.check(req);
 *   res.statusCode = decision.status ?? 200;
 *   res.end(decision.action);
 * }).listen(3000);
 * ```
 */
export function snapwall<Context = NodeContext>(options?: SnapwallOptions<Context>): NodeGuard {
  const guard = createGuard(module, { clientAddress, ...options } as GuardOptions<Context>);
  const middleware: NodeMiddleware = (incoming, outgoing, next) => {
    const decision = guard.check(readIncoming(incoming), { context: incoming });
    if (decision.denied) void sendResponse(outgoing, decision.toResponse());
    else next();
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
