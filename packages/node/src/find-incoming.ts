import type { IncomingMessage } from "node:http";
import type { GuardRequest } from "@snapwall/core";

/** What is used of Bun's `Server`. */
export interface BunServer {
  requestIP(request: Request): { readonly address: string } | null;
}

/**
 * What a server hands over beside the request: `node:http`'s own request, Bun's server, or the
 * object with `incoming` that bridges from `node:http` to web-standard handlers pass.
 */
export type NodeContext = IncomingMessage | BunServer | { readonly incoming: IncomingMessage };

/**
 * Finds `node:http`'s request: the context, inside it, or what is judged itself. Frameworks pass all
 * sorts of things as a handler's second argument, so nothing about it is sure.
 */
export function findIncoming(
  request: GuardRequest,
  context: NodeContext | undefined,
): Partial<IncomingMessage> {
  if (typeof context !== "object" || context === null) return request as Partial<IncomingMessage>;
  return "incoming" in context ? context.incoming : (context as Partial<IncomingMessage>);
}
