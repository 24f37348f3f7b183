import type { GuardRequest } from "@snapwall/core";
import { unmapAddress } from "@snapwall/core/integrations";
import { findIncoming, type NodeContext } from "./find-incoming.ts";

/**
 * Reads the address of the socket's peer, the one address that a client cannot forge.
 *
 * - Behind a reverse proxy it is the proxy's. Only its operator knows which of its headers to
 *   trust, so `X-Forwarded-For` is not read here: set the option `clientAddress`.
 * - An IPv4 address on a dual-stack socket (`::ffff:192.0.2.1`) is converted to plain IPv4.
 * - Bun knows the address only until the request has been answered.
 *
 * @returns The address, or `null` if there is none (a Unix socket, a request created in a test).
 */
export function clientAddress(request: GuardRequest, context?: NodeContext): string | null {
  const address = readAddress(request, context);
  return address ? unmapAddress(address) : null;
}

function readAddress(request: GuardRequest, context: NodeContext | undefined): string | undefined {
  if (typeof context === "object" && context !== null && "requestIP" in context) {
    return context.requestIP(request as Request)?.address;
  }
  return findIncoming(request, context).socket?.remoteAddress;
}
