// Generated from `wasm/abi/abi.json` by `npm run generate:abi`.

/**
 * What a platform may know about a request in addition to what the client sent. Omitted or `null`
 * means unknown, which a policy can test for.
 */
export interface PlatformFacts {
  /** Whether the platform has verified that the client is the crawler that it claims to be. */
  readonly "bot.verified"?: boolean | null | undefined;
  /** The client's own `Accept-Encoding`, on platforms that replace that header. */
  readonly "http.request.accept_encoding"?: string | null | undefined;
  /** Header names in the order received, separated by line feeds. */
  readonly "http.request.header_order"?: string | null | undefined;
  /** HTTP version of the request: `HTTP/1.1`, `HTTP/2`, `HTTP/3`. */
  readonly "http.request.version"?: string | null | undefined;
  /** Autonomous system number (ASN) of the address. */
  readonly "ip.src.asnum"?: number | null | undefined;
  /** City of the address, in English: `Paris`. */
  readonly "ip.src.city"?: string | null | undefined;
  /** Continent of the address: `AF AN AS EU NA OC SA`, or `T1` for Tor. */
  readonly "ip.src.continent"?: string | null | undefined;
  /** Country of the address, ISO 3166-1 alpha-2: `FR`. */
  readonly "ip.src.country"?: string | null | undefined;
  /** Latitude of the address, in degrees. */
  readonly "ip.src.latitude"?: string | null | undefined;
  /** Longitude of the address, in degrees. */
  readonly "ip.src.longitude"?: string | null | undefined;
  /** Postal code of the address. */
  readonly "ip.src.postal_code"?: string | null | undefined;
  /** Region of the address, the second part of its ISO 3166-2 code: `IDF`. */
  readonly "ip.src.region"?: string | null | undefined;
  /** Time zone of the address, as named in the tz database: `Europe/Paris`. */
  readonly "ip.src.timezone"?: string | null | undefined;
  /** Cipher suite of the connection, as named by the platform. */
  readonly "tls.cipher"?: string | null | undefined;
  /** TLS version of the connection: `TLSv1.3`. */
  readonly "tls.version"?: string | null | undefined;
}
