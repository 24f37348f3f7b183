import type { TLSSocket } from "node:tls";
import type { GuardRequest, PlatformFacts } from "@snapwall/core";
import { findIncoming, type NodeContext } from "./find-incoming.ts";

/**
 * Reads facts about the connection: the protocol version; the TLS version and cipher, if this
 * process terminates TLS; and the order of the client's headers, in a `node:http` listener or
 * middleware. Bun's server provides none of them.
 */
export function platformFacts(request: GuardRequest, context?: NodeContext): PlatformFacts {
  const { httpVersion, rawHeaders, socket: connection } = findIncoming(request, context);
  const socket = connection as Partial<TLSSocket> | undefined;
  return {
    // A getter, because most policies that read facts do not read this one.
    get "http.request.header_order"() {
      return rawHeaders?.filter((_, index) => index % 2 === 0).join("\n");
    },
    "http.request.version": nameVersion(httpVersion),
    "tls.cipher": socket?.getCipher?.()?.name,
    "tls.version": socket?.getProtocol?.(),
  };
}

/** `node:http2` reports HTTP/2 as `2.0`. */
function nameVersion(httpVersion: string | undefined): string | undefined {
  return httpVersion && `HTTP/${httpVersion === "2.0" ? "2" : httpVersion}`;
}
