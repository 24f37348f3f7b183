import type { GuardRequest } from "@snapwall/core";
import { platformHeader } from "@snapwall/core/integrations";

/** 240.0.0.0/4, the reserved range from which Cloudflare assigns pseudo IPv4 addresses. */
const PSEUDO_IPV4 = /^2[45]\d\./;

/**
 * Reads the client's address from `CF-Connecting-IP`, which Cloudflare sets on every request and
 * clients cannot set.
 *
 * - If the zone's Pseudo IPv4 is set to "Overwrite Headers", the header contains a made-up
 *   address in 240.0.0.0/4. Only then is `CF-Connecting-IPv6` set by Cloudflare; it has the real
 *   address.
 * - A request from another zone's Worker has the address of Workers, `2a06:98c0:3600::103`. In a
 *   request from the same zone's Worker, it is what that Worker put into `X-Real-IP`.
 * - `X-Real-IP`, `X-Forwarded-For` and `True-Client-IP` are not read, because clients can set
 *   them.
 * - `wrangler dev` and Miniflare fill in the socket's address but keep a `CF-Connecting-IP` sent
 *   by the client, so there it can be forged.
 *
 * Source: https://developers.cloudflare.com/fundamentals/reference/http-headers/
 *
 * @returns The address, or `null` if Cloudflare did not set the header (the "Remove visitor IP
 * headers" transform).
 */
export function clientAddress(request: GuardRequest): string | null {
  const address = platformHeader(request, "cf-connecting-ip");
  if (address === null || !PSEUDO_IPV4.test(address)) return address;
  return platformHeader(request, "cf-connecting-ipv6") ?? address;
}
