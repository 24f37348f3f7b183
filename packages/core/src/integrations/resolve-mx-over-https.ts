import type { ResolveMx } from "../types/content.ts";

/** Options of {@link resolveMxOverHttps}. */
export interface ResolveMxOptions {
  /** URL of a resolver that answers in JSON; Cloudflare's by default. */
  readonly url?: string | undefined;
  /** Time limit for all queries about one address, in milliseconds; 1000 by default. */
  readonly timeoutMs?: number | undefined;
  /** Sends the queries; the platform's `fetch` by default. */
  readonly fetch?: typeof fetch | undefined;
}

interface DnsAnswer {
  readonly Status?: unknown;
  readonly Answer?: readonly { readonly type?: unknown; readonly data?: unknown }[];
}

/**
 * Record types, and the response codes that are an answer about the domain (RFC 1035, RFC 3596).
 */
const TYPES = { A: 1, MX: 15, AAAA: 28 } as const;
const CODES = { NOERROR: 0, NXDOMAIN: 3 } as const;

/** The `MX` record of a domain that declares it receives no mail (RFC 7505). */
const NULL_MX = /^\d+\s+\.?$/;

/**
 * Creates a function that asks over DNS over HTTPS whether a domain receives mail: by its `MX`
 * records, or if it has none, by its addresses (RFC 5321 section 5.1). Works wherever `fetch` does,
 * and caches nothing.
 *
 * Opt-in, because it reveals to the resolver which domains your users enter. An address costs one
 * query, or three for a domain without `MX`. If the resolver fails or the time limit passes, the
 * function throws, and the address is judged without it.
 *
 * @throws {TypeError} When `url` is not an HTTPS URL.
 * @throws {RangeError} When `timeoutMs` is not a number above 0.
 *
 * @example
 * ```ts
 * const guard = createGuard(module, { resolveMx: resolveMxOverHttps({ timeoutMs: 500 }) });
 * const { reasons } = await guard.verifyEmail("someone@example.com");
 * ```
 *
 * Source: RFC 8484; the JSON format is the one that Cloudflare's and Google's resolvers use.
 */
export function resolveMxOverHttps(options: ResolveMxOptions = {}): ResolveMx {
  const { url = "https://cloudflare-dns.com/dns-query", timeoutMs = 1000 } = options;
  if (!URL.canParse(url) || new URL(url).protocol !== "https:") {
    throw new TypeError(`"url" expected an HTTPS URL, got "${url}"`);
  }
  if (!(timeoutMs > 0)) throw new RangeError(`"timeoutMs" expected number > 0, got ${timeoutMs}`);
  const send = options.fetch ?? fetch;

  async function ask(domain: string, type: keyof typeof TYPES, signal: AbortSignal) {
    const question = new URL(url);
    question.searchParams.set("name", domain);
    question.searchParams.set("type", type);
    const response = await send(question, { headers: { accept: "application/dns-json" }, signal });
    if (!response.ok) throw new Error(`Resolver answered ${response.status}`);
    const { Status, Answer = [] } = (await response.json()) as DnsAnswer;
    if (Status === CODES.NXDOMAIN) return [];
    if (Status !== CODES.NOERROR) throw new Error(`Resolver answered with code ${Status}`);
    return Answer.filter((record) => record.type === TYPES[type]).map(({ data }) => String(data));
  }

  return async (domain) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const exchangers = await ask(domain, "MX", signal);
    if (exchangers.length > 0) return exchangers.some((exchanger) => !NULL_MX.test(exchanger));
    const addresses = await Promise.all([ask(domain, "A", signal), ask(domain, "AAAA", signal)]);
    return addresses.flat().length > 0;
  };
}
