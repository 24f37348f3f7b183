import type { GuardRequest } from "@snapwall/core";
import { unmapAddress } from "@snapwall/core/integrations";
import { findIncoming, type NodeContext } from "./find-incoming.ts";

/**
 * Reads the address of the socket's other end: the one address that no client can make up.
 *
 * - Behind a reverse proxy it is the proxy's. Only who runs the proxy knows which header of it is to
 *   be believed, so `X-Forwarded-For` is not read here: give the option `clientAddress`.
 * - An IPv4 address on a dual-stack socket (`::ffff:192.0.2.1`) is written as IPv4.
 * - Bun knows the address only while the request is being answered.
 *
 * @returns The address, or `null` where there is none (a Unix socket, a request made up in a test).
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
