import type { TLSSocket } from "node:tls";
import type { GuardRequest, PlatformFacts } from "@snapwall/core";
import { findIncoming, type NodeContext } from "./find-incoming.ts";

/**
 * Reads from the connection how the client is connected: the protocol's version and, where this
 * process itself ends TLS, its version and cipher; and in which order the client sent its headers,
 * where a listener of `node:http` or a middleware is asked. Bun's server tells none of it.
 */
export function platformFacts(request: GuardRequest, context?: NodeContext): PlatformFacts {
  const { httpVersion, rawHeaders, socket: connection } = findIncoming(request, context);
  const socket = connection as Partial<TLSSocket> | undefined;
  return {
    // Looked up only when it is read: most policies that ask for facts do not ask for this one.
    get "http.request.header_order"() {
      return rawHeaders?.filter((_, index) => index % 2 === 0).join("\n");
    },
    "http.request.version": nameVersion(httpVersion),
    "tls.cipher": socket?.getCipher?.()?.name,
    "tls.version": socket?.getProtocol?.(),
  };
}

/** `node:http2` says `2.0` of what everyone else calls HTTP/2. */
function nameVersion(httpVersion: string | undefined): string | undefined {
  return httpVersion && `HTTP/${httpVersion === "2.0" ? "2" : httpVersion}`;
}
