// Generated from `wasm/abi/abi.json` by `npm run generate:abi`.

/**
 * What a platform may know about a request in addition to what the client sent. Omitted or `null`
 * means unknown, which a policy can test for.
 */
export interface PlatformFacts {
  /** Whether the platform has verified that the client is the crawler that it claims to be. */
  readonly "bot.verified"?: boolean | null | undefined;
  /** `Accept-Encoding` as the client sent it, if the platform replaces that header with its own. */
  readonly "http.request.accept_encoding"?: string | null | undefined;
  /** Names of the headers in the order received, separated by line feeds. */
  readonly "http.request.header_order"?: string | null | undefined;
  /** Protocol of the request: `HTTP/1.1`, `HTTP/2`, `HTTP/3`. */
  readonly "http.request.version"?: string | null | undefined;
  /** Number of the address's autonomous system. */
  readonly "ip.src.asnum"?: number | null | undefined;
  /** City of the address, in English: `Paris`. */
  readonly "ip.src.city"?: string | null | undefined;
  /** Continent of the address: `AF AN AS EU NA OC SA`, or `T1` for Tor. */
  readonly "ip.src.continent"?: string | null | undefined;
  /** Country of the address, ISO 3166-1 alpha-2: `FR`. */
  readonly "ip.src.country"?: string | null | undefined;
  /** Latitude of the address in degrees. */
  readonly "ip.src.latitude"?: string | null | undefined;
  /** Longitude of the address in degrees. */
  readonly "ip.src.longitude"?: string | null | undefined;
  /** Postal code of the address. */
  readonly "ip.src.postal_code"?: string | null | undefined;
  /** Region of the address, the second part of ISO 3166-2: `IDF`. */
  readonly "ip.src.region"?: string | null | undefined;
  /** Time zone of the address, as named in the tz database: `Europe/Paris`. */
  readonly "ip.src.timezone"?: string | null | undefined;
  /** Cipher of the connection, as named by the platform. */
  readonly "tls.cipher"?: string | null | undefined;
  /** TLS version of the connection: `TLSv1.3`. */
  readonly "tls.version"?: string | null | undefined;
}
