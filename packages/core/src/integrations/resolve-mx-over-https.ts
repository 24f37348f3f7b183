import type { ResolveMx } from "../types/content.ts";

/** What {@link resolveMxOverHttps} takes; each has a default. */
export interface ResolveMxOptions {
  /** The resolver's address, one that answers in JSON: Cloudflare's by default. */
  readonly url?: string | undefined;
  /** How long one address may take in all, in milliseconds; 1000 by default. */
  readonly timeoutMs?: number | undefined;
  /** Sends the questions; the platform's `fetch` by default. */
  readonly fetch?: typeof fetch | undefined;
}

interface DnsAnswer {
  readonly Status?: unknown;
  readonly Answer?: readonly { readonly type?: unknown; readonly data?: unknown }[];
}

/** Types of records, and the response codes that say something of a domain (RFC 1035, RFC 3596). */
const TYPES = { A: 1, MX: 15, AAAA: 28 } as const;
const CODES = { NOERROR: 0, NXDOMAIN: 3 } as const;

/** What a domain says that receives no mail, in place of its mail exchanger (RFC 7505). */
const NULL_MX = /^\d+\s+\.?$/;

/**
 * Makes a function that asks the DNS over HTTPS whether a domain receives mail: by its `MX` records,
 * or without any by its addresses (RFC 5321 section 5.1). It works wherever `fetch` does, and keeps
 * nothing.
 *
 * Off unless you pass it: it tells the resolver which domains your users write, and an address takes
 * one question, or two more for a domain without `MX`. When the resolver fails, or the time is over, it
 * throws, and the address is judged without it.
 *
 * @throws {TypeError} When `url` is no HTTPS address.
 * @throws {RangeError} When `timeoutMs` is no number above 0.
 *
 * @example
 * ```ts
 * const guard = createGuard(module, { resolveMx: resolveMxOverHttps({ timeoutMs: 500 }) });
 * const { reasons } = await guard.verifyEmail("someone@example.com");
 * ```
 *
 * Source: RFC 8484; the JSON form is that of Cloudflare's and Google's resolvers.
 */
export function resolveMxOverHttps(options: ResolveMxOptions = {}): ResolveMx {
  const { url = "https://cloudflare-dns.com/dns-query", timeoutMs = 1000 } = options;
  if (!URL.canParse(url) || new URL(url).protocol !== "https:") {
    throw new TypeError(`"url" expected an HTTPS address, got "${url}"`);
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
