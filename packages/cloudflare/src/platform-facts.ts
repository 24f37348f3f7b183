import type { GuardRequest, PlatformFacts } from "@snapwall/core";

/** The used part of `request.cf`. */
interface CfProperties {
  readonly asn?: number;
  readonly botManagement?: { readonly verifiedBot?: boolean };
  readonly city?: string;
  readonly clientAcceptEncoding?: string;
  readonly continent?: string;
  readonly country?: string;
  readonly httpProtocol?: string;
  readonly latitude?: string;
  readonly longitude?: string;
  readonly postalCode?: string;
  readonly regionCode?: string;
  readonly timezone?: string;
  readonly tlsCipher?: string;
  readonly tlsVersion?: string;
  readonly verifiedBotCategory?: string;
}

/**
 * Reads what Cloudflare knows about a request from `request.cf`, which clients cannot set.
 *
 * Source: https://developers.cloudflare.com/workers/runtime-apis/request/#incomingrequestcfproperties
 *
 * @returns The facts, or `null` if there is no `cf` (a request created in a Worker, the dashboard's
 * preview).
 */
export function platformFacts(request: GuardRequest): PlatformFacts | null {
  const { cf } = request as { readonly cf?: CfProperties };
  if (typeof cf !== "object" || cf === null) return null;
  return {
    "bot.verified": isVerified(cf),
    "http.request.accept_encoding": cf.clientAcceptEncoding,
    "http.request.version": cf.httpProtocol,
    "ip.src.asnum": cf.asn,
    "ip.src.city": cf.city,
    "ip.src.continent": cf.continent,
    "ip.src.country": cf.country,
    "ip.src.latitude": cf.latitude,
    "ip.src.longitude": cf.longitude,
    "ip.src.postal_code": cf.postalCode,
    "ip.src.region": cf.regionCode,
    "ip.src.timezone": cf.timezone,
    "tls.cipher": cf.tlsCipher,
    "tls.version": cf.tlsVersion,
  };
}

/**
 * Whether Cloudflare has verified a crawler. Zones with Bot Management get an answer for every
 * request. Other zones only see the category of a verified crawler, so without one the answer is
 * unknown.
 */
function isVerified({ botManagement, verifiedBotCategory }: CfProperties): boolean | undefined {
  return botManagement?.verifiedBot ?? (verifiedBotCategory ? true : undefined);
}
