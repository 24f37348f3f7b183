import type { GuardRequest } from "@snapwall/core";
import { platformHeader } from "@snapwall/core/integrations";

/**
 * Reads the client's address from `X-Real-IP`, which Vercel's proxy overwrites on every request; it
 * is what `ipAddress` of `@vercel/functions` reads.
 *
 * - `X-Forwarded-For` is not read: with a trusted proxy in front of Vercel, it is that proxy's.
 * - Outside Vercel (`next dev`, `next start` on your own server, a container) nothing overwrites
 *   `X-Real-IP`, so a client can forge it: give the option `clientAddress`, or have the reverse proxy
 *   set the header.
 *
 * Source: https://vercel.com/docs/headers/request-headers
 *
 * @returns The address, or `null` where there is none.
 */
export function clientAddress(request: GuardRequest): string | null {
  return platformHeader(request, "x-real-ip");
}
