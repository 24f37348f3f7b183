import type { GuardRequest } from "@snapwall/core";
import { platformHeader } from "@snapwall/core/integrations";

/**
 * Reads the client's address from `X-Real-IP`, which Vercel's proxy overwrites on every request.
 * `ipAddress` of `@vercel/functions` reads the same header.
 *
 * - `X-Forwarded-For` is not read: with a trusted proxy in front of Vercel, that proxy sets it.
 * - Outside Vercel (`next dev`, `next start` on your own server, a container) nothing overwrites
 *   `X-Real-IP`, so a client can forge it: set the option `clientAddress`, or have your reverse
 *   proxy set the header.
 *
 * Source: https://vercel.com/docs/headers/request-headers
 *
 * @returns The address, or `null` if there is none.
 */
export function clientAddress(request: GuardRequest): string | null {
  return platformHeader(request, "x-real-ip");
}
