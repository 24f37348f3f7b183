import { listClientParts } from "./filter-parts.ts";
import { isRecord } from "./formats/json-fields.ts";

/** The request parts that reasons of one category of the rule `bots` depend on. */
export interface ClaimParts {
  readonly category: string;
  /** Parts as named in a log's `Recorded`. The User-Agent is a need of the rule itself. */
  readonly parts: readonly string[];
}

/** Headers without which every browser would look like an impersonation. */
const BROWSER_HEADERS = [
  "accept",
  "accept-language",
  "accept-encoding",
  "sec-ch-ua",
  "sec-ch-ua-mobile",
  "sec-fetch-mode",
  "sec-fetch-dest",
];

/** Lists the parts by which a policy judges the names of crawlers and the claims of browsers. */
export function listClaimParts(policy: unknown): ClaimParts[] {
  const bots = isRecord(policy) ? policy.bots : undefined;
  if (!isRecord(bots)) return [];
  const claims: ClaimParts[] = [];
  if (isRecord(bots.verified)) {
    const proxies = listClientParts(policy);
    claims.push({ category: "spoofed", parts: proxies.length > 0 ? proxies : [":ip.src"] });
  }
  if (isRecord(bots.impersonation)) {
    claims.push({ category: "impersonation", parts: BROWSER_HEADERS });
  }
  return claims;
}
