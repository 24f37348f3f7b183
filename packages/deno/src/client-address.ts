import type { GuardRequest } from "@snapwall/core";
import { unmapAddress } from "@snapwall/core/integrations";

/**
 * What is used of `Deno.ServeHandlerInfo`, which `Deno.serve` passes after the request. Only TCP has
 * a `hostname`; a Unix or vsock socket has none.
 */
export interface ServeInfo {
  readonly remoteAddr: { readonly transport: string; readonly hostname?: string };
}

/**
 * Takes the client's address from the connection. On Deno Deploy that is the client's own; headers
 * such as `X-Forwarded-For` are not read, because a client can write them.
 *
 * Behind a reverse proxy of your own the connection is the proxy's: give the option `clientAddress`
 * and read there what that proxy sets.
 *
 * Source for Deno Deploy: https://github.com/denoland/deploy_feedback/issues/572
 *
 * @returns The address, or `null` without `info` or over a socket that has none.
 */
export function clientAddress(_request: GuardRequest, info: ServeInfo | undefined): string | null {
  // Frameworks and tests pass all sorts of things as a handler's second argument, `{}` among them.
  const hostname = info?.remoteAddr?.hostname;
  return hostname === undefined ? null : unmapAddress(hostname);
}
