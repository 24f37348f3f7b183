// Generated from `wasm/abi/abi.json` by `npm run generate:abi`.

/**
 * What a platform may know of a request beside what the client sent. What is left out or `null` is
 * unknown, which a policy can tell.
 */
export interface PlatformFacts {
  /** Whether the platform has verified that the client is the crawler that it says it is. */
  readonly "bot.verified"?: boolean | null | undefined;
  /** `Accept-Encoding` as the client sent it, where the platform puts its own in that place. */
  readonly "http.request.accept_encoding"?: string | null | undefined;
  /** Names of the headers in the order in which they came, with line feeds between them. */
  readonly "http.request.header_order"?: string | null | undefined;
  /** Protocol of the request: `HTTP/1.1`, `HTTP/2`, `HTTP/3`. */
  readonly "http.request.version"?: string | null | undefined;
  /** Number of the autonomous system that the address belongs to. */
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
  /** Time zone of the address, as in the tz database: `Europe/Paris`. */
  readonly "ip.src.timezone"?: string | null | undefined;
  /** Cipher of the connection, by the platform's name for it. */
  readonly "tls.cipher"?: string | null | undefined;
  /** TLS version of the connection: `TLSv1.3`. */
  readonly "tls.version"?: string | null | undefined;
}
