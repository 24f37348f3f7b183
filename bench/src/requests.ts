import { readFileSync } from "node:fs";

/** A request as plain data, so that it can be passed to any runtime unchanged. */
export interface RequestData {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

const host = "shop.example";

/** A request that every subject must deny: an HTTP tool that identifies itself. */
export const botRequest: RequestData = {
  method: "GET",
  url: `https://${host}/products/42?ref=newsletter`,
  headers: [
    ["host", host],
    ["user-agent", "curl/8.14.1"],
    ["accept", "*/*"],
  ],
};

/**
 * A request that every subject must allow: a page view with the fifteen headers that a browser
 * sends.
 */
export function browserRequest(userAgent: string): RequestData {
  return {
    method: "GET",
    url: botRequest.url,
    headers: [
      ["host", host],
      ["connection", "keep-alive"],
      ["cache-control", "max-age=0"],
      ["upgrade-insecure-requests", "1"],
      ["user-agent", userAgent],
      ["accept", "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"],
      ["sec-fetch-site", "same-origin"],
      ["sec-fetch-mode", "navigate"],
      ["sec-fetch-user", "?1"],
      ["sec-fetch-dest", "document"],
      ["referer", `https://${host}/products`],
      ["accept-encoding", "gzip, deflate, br, zstd"],
      ["accept-language", "en-GB,en;q=0.9,de;q=0.8"],
      ["cookie", "session=5f2b8c1e9d7a4f60b3c2; theme=dark; consent=necessary"],
      ["priority", "u=0, i"],
    ],
  };
}

/**
 * Real browsers' User-Agents, the same ones in every run: evenly spread over the distinct ones in
 * the pinned `user-agents` package, sorted. Many, so that no subject benefits from caching the last
 * answer.
 *
 * @throws {RangeError} When the package does not contain that many.
 */
export function userAgents(count: number): string[] {
  const data = new URL("./user-agents.json", import.meta.resolve("user-agents"));
  const rows: { userAgent: string }[] = JSON.parse(readFileSync(data, "utf8"));
  const distinct = [...new Set(rows.map((row) => row.userAgent))].sort();
  if (distinct.length < count) {
    throw new RangeError(`"count" expected integer <= ${distinct.length}, got ${count}`);
  }
  return Array.from(
    { length: count },
    (_, index) => distinct[Math.floor((index * distinct.length) / count)] as string,
  );
}
