import type { GuardRequest } from "../types/request.ts";

/**
 * Reads a header that only the platform can have written, or `null` when there is none.
 *
 * A request that no platform delivered (headers as a plain object or as pairs, out of a log or a
 * test) has no such header, whatever it says: nobody has vouched for it.
 */
export function platformHeader(request: GuardRequest, name: string): string | null {
  const { headers } = request;
  if (!("get" in headers) || typeof headers.get !== "function") return null;
  return headers.get(name) || null;
}
