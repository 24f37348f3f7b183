import type { GuardRequest, PlatformFacts } from "@snapwall/core";
import { platformHeader } from "@snapwall/core/integrations";

/**
 * Reads what Vercel knows about the client's address from the `X-Vercel-IP-…` headers, which its
 * proxy overwrites on every request.
 *
 * Outside Vercel nothing overwrites them, so a client can forge them: set the option
 * `platformFacts`.
 *
 * Source: https://vercel.com/docs/headers/request-headers
 */
export function platformFacts(request: GuardRequest): PlatformFacts {
  const read = (name: string) => platformHeader(request, `x-vercel-ip-${name}`);
  return {
    "ip.src.city": decode(read("city")),
    "ip.src.continent": read("continent"),
    "ip.src.country": read("country"),
    "ip.src.latitude": read("latitude"),
    "ip.src.longitude": read("longitude"),
    "ip.src.postal_code": read("postal-code"),
    "ip.src.region": read("country-region"),
    "ip.src.timezone": read("timezone"),
  };
}

/** City names are percent-encoded, because a header value cannot contain `São Paulo`. */
function decode(text: string | null): string | null {
  if (text === null) return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
