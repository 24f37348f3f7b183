import { listClientParts } from "./filter-parts.ts";
import { isRecord } from "./formats/json-fields.ts";

/** What the reasons of one category of the rule `bots` rest on. */
export interface ClaimParts {
  readonly category: string;
  /** Parts as a log's `Recorded` names them; the User-Agent is the rule's own need. */
  readonly parts: readonly string[];
}

/** Headers without which every browser would seem to be an impersonation. */
const BROWSER_HEADERS = [
  "accept",
  "accept-language",
  "accept-encoding",
  "sec-ch-ua",
  "sec-ch-ua-mobile",
  "sec-fetch-mode",
  "sec-fetch-dest",
];

/** Lists what a policy judges the names of crawlers and the claims of browsers by. */
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
