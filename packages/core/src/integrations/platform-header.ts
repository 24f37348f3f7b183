import type { GuardRequest } from "../types/request.ts";

/**
 * Reads a header that only the platform can have set. `null` when it is absent.
 *
 * A request that no platform delivered (headers as a plain object or as pairs, from a log or a
 * test) is treated as not having the header, because nothing vouches for its value.
 */
export function platformHeader(request: GuardRequest, name: string): string | null {
  const { headers } = request;
  if (!("get" in headers) || typeof headers.get !== "function") return null;
  return headers.get(name) || null;
}
