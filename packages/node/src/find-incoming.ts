import type { IncomingMessage } from "node:http";
import type { GuardRequest } from "@snapwall/core";

/** The used part of Bun's `Server`. */
export interface BunServer {
  requestIP(request: Request): { readonly address: string } | null;
}

/**
 * What a server passes along with the request: the `node:http` request, Bun's server, or the object
 * with `incoming` that bridges from `node:http` to web-standard handlers pass.
 */
export type NodeContext = IncomingMessage | BunServer | { readonly incoming: IncomingMessage };

/**
 * Finds the `node:http` request: the context, a property of it, or the judged request itself.
 * Frameworks pass all kinds of values as a handler's second argument, so nothing about it is
 * certain.
 */
export function findIncoming(
  request: GuardRequest,
  context: NodeContext | undefined,
): Partial<IncomingMessage> {
  if (typeof context !== "object" || context === null) return request as Partial<IncomingMessage>;
  return "incoming" in context ? context.incoming : (context as Partial<IncomingMessage>);
}
