import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { HeadersLike, RequestLike } from "@snapwall/core";

/**
 * Shows a `node:http` request to the guard without building a `Request`.
 *
 * `node:http` has joined repeated headers and lower-cased their names, so looking one up is enough.
 * The URL is the one on the request line, also below the path at which Express mounts a middleware.
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
    const value = Object.hasOwn(this.#headers, name) ? this.#headers[name] : undefined;
    return Array.isArray(value) ? value.join(", ") : (value ?? null);
  }
}
