import type { GuardRequest } from "@snapwall/core";
import { unmapAddress } from "@snapwall/core/integrations";

/**
 * The used part of `Deno.ServeHandlerInfo`, which `Deno.serve` passes after the request. Only TCP
 * connections have a `hostname`; Unix and vsock sockets do not.
 */
export interface ServeInfo {
  readonly remoteAddr: { readonly transport: string; readonly hostname?: string };
}

/**
 * Takes the client's address from the connection. On Deno Deploy that is the client's own. Headers
 * such as `X-Forwarded-For` are not read, because clients can set them.
 *
 * Behind your own reverse proxy, the connection is the proxy's: set the option `clientAddress` and
 * read what that proxy sets.
 *
 * Source for Deno Deploy: https://github.com/denoland/deploy_feedback/issues/572
 *
 * @returns The address, or `null` without `info` or for a socket that has none.
 */
export function clientAddress(_request: GuardRequest, info: ServeInfo | undefined): string | null {
  // Frameworks and tests pass all kinds of values as a handler's second argument, including `{}`.
  const hostname = info?.remoteAddr?.hostname;
  return hostname === undefined ? null : unmapAddress(hostname);
}
