import type { GuardRequest } from "@snapwall/core";
import { platformHeader } from "@snapwall/core/integrations";

/** 240.0.0.0/4, which no client can have: the range of Cloudflare's pseudo IPv4 addresses. */
const PSEUDO_IPV4 = /^2[45]\d\./;

/**
 * Reads the client's address from `CF-Connecting-IP`, which Cloudflare sets on every request and no
 * client can.
 *
 * - With a zone's Pseudo IPv4 set to "Overwrite Headers" that header holds a made-up IPv4 address of
 *   240.0.0.0/4; then, and only then, `CF-Connecting-IPv6` is Cloudflare's and holds the real one.
 * - A request that another zone's Worker makes has the address of Workers, `2a06:98c0:3600::103`.
 *   In one from the same zone it is what that Worker put into `X-Real-IP`.
 * - `X-Real-IP`, `X-Forwarded-For` and `True-Client-IP` are not read: a client can write them.
 * - `wrangler dev` and Miniflare fill in the socket's address but keep a `CF-Connecting-IP` that the
 *   client sends, so there it can be forged.
 *
 * Source: https://developers.cloudflare.com/fundamentals/reference/http-headers/
 *
 * @returns The address, or `null` where Cloudflare set none (the "Remove visitor IP headers"
 * transform).
 */
export function clientAddress(request: GuardRequest): string | null {
  const address = platformHeader(request, "cf-connecting-ip");
  if (address === null || !PSEUDO_IPV4.test(address)) return address;
  return platformHeader(request, "cf-connecting-ipv6") ?? address;
}
