import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { HeadersLike, RequestLike } from "@snapwall/core";

/**
 * Adapts a `node:http` request for the guard without building a `Request`.
 *
 * `node:http` has already joined repeated headers and lower-cased their names, so a lookup
 * suffices. The URL is the one in the request line, even under a path at which Express mounts a
 * middleware.
 */
export function readIncoming(incoming: IncomingMessage): RequestLike {
  return {
    method: incoming.method,
    url: (incoming as { originalUrl?: string }).originalUrl ?? incoming.url,
    headers: new IncomingHeaders(incoming.headers),
  };
}

class IncomingHeaders implements HeadersLike {
  readonly #headers: IncomingHttpHeaders;

  constructor(headers: IncomingHttpHeaders) {
    this.#headers = headers;
  }

  get(name: string): string | null {
    // Over HTTP/2 this takes the place of `Host`, even if a client sends both (RFC 9113, 8.3.1).
    let value = name === "host" ? this.#headers[":authority"] : undefined;
    if (value === undefined && Object.hasOwn(this.#headers, name)) value = this.#headers[name];
    return Array.isArray(value) ? value.join(", ") : (value ?? null);
  }
}
