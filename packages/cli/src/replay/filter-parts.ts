import { isRecord } from "./formats/json-fields.ts";

/** The request parts that one filter of a policy reads. */
export interface FilterParts {
  readonly id: string;
  /** Parts as named in a log's `Recorded`. Method and URL are in every log. */
  readonly parts: readonly string[];
}

/** A literal, which may contain anything, or a field with its key. */
const TOKEN =
  /"(?:\\.|[^"\\])*"|\br(#*)".*?"\1|\b([a-z][a-z_]*(?:\.[a-z_]+)*)(?:\s*\[\s*"([^"\\]*)"\s*\])?/gs;

const HEADER_FIELDS: Readonly<Record<string, string>> = {
  "http.host": "host",
  "http.cookie": "cookie",
  "http.cookies": "cookie",
  "http.referer": "referer",
  "http.request.cookie": "cookie",
  "http.request.cookies": "cookie",
  "http.user_agent": "user-agent",
};

/** Lists what each filter in a module's normalised policy reads. */
export function listFilterParts(policy: unknown): FilterParts[] {
  const filters = isRecord(policy) ? policy.filters : undefined;
  if (!isRecord(filters)) return [];
  return [filters.deny, filters.allow].flat().flatMap((filter) => {
    if (!isRecord(filter)) return [];
    const { id, expression } = filter;
    if (typeof id !== "string" || typeof expression !== "string") return [];
    const parts = listExpressionParts(expression);
    const proxies = parts.includes(":ip.src") ? listClientParts(policy) : [];
    return [{ id, parts: [...new Set([...parts, ...proxies])] }];
  });
}

/**
 * Lists the parts from which a policy's rule `client` finds the address; none without that rule.
 */
export function listClientParts(policy: unknown): string[] {
  const client = isRecord(policy) ? policy.client : undefined;
  if (!isRecord(client) || typeof client.header !== "string") return [];
  return [":ip.src", client.header];
}

/** Lists the parts that an expression reads in addition to method and URL, without duplicates. */
export function listExpressionParts(expression: string): string[] {
  const parts = new Set<string>();
  for (const [, , field, key = ""] of expression.matchAll(TOKEN)) {
    if (field === undefined) continue;
    const header = HEADER_FIELDS[field];
    if (header !== undefined) parts.add(header);
    else if (field === "http.request.headers") parts.add(key.toLowerCase());
    else if (field === "local") parts.add(`:local.${key}`);
    else if (
      /^(ip|tls|bot)\.|^http\.request\.(version|body\.size|accept_encoding|header_order)$/.test(
        field,
      )
    )
      parts.add(`:${field}`);
  }
  return [...parts];
}
