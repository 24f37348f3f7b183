/**
 * Generates access logs like those of a busy site, the same ones every time.
 *
 * @module
 */

const BOTS = [
  "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.3; +https://openai.com/gptbot)",
  "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ClaudeBot/1.0; +claudebot@anthropic.com)",
  "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
  "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
  "python-requests/2.32.5",
  "curl/8.15.0",
  "Go-http-client/2.0",
];

const PATHS = ["/", "/products", "/products/", "/api/cart", "/blog/", "/assets/app.", "/search?q="];
const PROBES = ["/wp-login.php", "/.env", "/xmlrpc.php", "/.git/config"];
const REFERERS = ["-", "https://www.example.com/", "https://search.example.net/?q=boots"];
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const START_MS = Date.UTC(2026, 10, 16);

/** One request of the made-up site. */
export interface MadeRequest {
  readonly ip: string;
  readonly timeMs: number;
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly bytes: number;
  readonly referer: string;
  /** `-` for none. */
  readonly userAgent: string;
}

/** Generates `count` requests over `seconds`, a fifth of them by bots. */
export function* makeRequests(count: number, seconds: number): Generator<MadeRequest> {
  const random = startRandom(20_261_122);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const number = (below: number) => Math.floor(random() * below);
  for (let index = 0; index < count; index++) {
    const isBot = random() < 0.2;
    const isProbe = isBot && random() < 0.2;
    const path = pick(PATHS);
    const url = isProbe ? pick(PROBES) : /[a-z]$/.test(path) ? path : `${path}${number(5000)}`;
    yield {
      ip: `${isBot ? "192.0.2" : "198.51.100"}.${number(256)}`,
      timeMs: START_MS + Math.floor(wake(index / count, seconds / 86_400) * seconds) * 1000,
      method: random() < 0.9 ? "GET" : "POST",
      url,
      status: isProbe ? 404 : random() < 0.95 ? 200 : 304,
      bytes: number(40_000),
      referer: isBot ? "-" : pick(REFERERS),
      userAgent: isBot ? pickBot(random, pick) : makeBrowser(number),
    };
  }
}

/** Distorts a fraction of the time so that days are busy and nights are not. */
function wake(share: number, days: number): number {
  const turn = 2 * Math.PI * days;
  return share + (0.6 * Math.sin(turn * share)) / turn;
}

function pickBot(random: () => number, pick: <T>(list: readonly T[]) => T): string {
  return random() < 0.03 ? "-" : pick(BOTS);
}

function makeBrowser(number: (below: number) => number): string {
  const version = 120 + number(23);
  switch (number(4)) {
    case 0:
      return `Mozilla/5.0 (X11; Linux x86_64; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`;
    case 1:
      return `Mozilla/5.0 (iPhone; CPU iPhone OS 18_${number(6)} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.${number(6)} Mobile/15E148 Safari/604.1`;
    case 2:
      return `Mozilla/5.0 (Linux; Android 1${number(6)}; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Mobile Safari/537.36`;
    default:
      return `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`;
  }
}

/** A line of the combined format. */
export function toCombined(request: MadeRequest): string {
  const { ip, timeMs, method, url, status, bytes, referer, userAgent } = request;
  const time = new Date(timeMs).toISOString();
  const date = `${time.slice(8, 10)}/${MONTHS[Number(time.slice(5, 7)) - 1]}/${time.slice(0, 4)}`;
  return `${ip} - - [${date}:${time.slice(11, 19)} +0000] "${method} ${url} HTTP/1.1" ${status} ${bytes} "${referer}" "${userAgent}"`;
}

/** A line of the common format. */
export function toCommon(request: MadeRequest): string {
  return toCombined(request).split(' "').slice(0, 2).join(' "');
}

/** A record of Cloudflare's Logpush. */
export function toCloudflare(request: MadeRequest): string {
  return JSON.stringify({
    ClientIP: request.ip,
    ClientRequestHost: "www.example.com",
    ClientRequestMethod: request.method,
    ClientRequestURI: request.url,
    ClientRequestUserAgent: request.userAgent === "-" ? "" : request.userAgent,
    ClientRequestReferer: request.referer === "-" ? "" : request.referer,
    EdgeResponseStatus: request.status,
    EdgeStartTimestamp: new Date(request.timeMs).toISOString(),
  });
}

/** Mulberry32: small, and the same everywhere. */
function startRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
