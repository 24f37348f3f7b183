/**
 * Generates what an attacker might send: fragments that mean something to some rule, in any order
 * and encoding.
 */
import fc, { type Arbitrary } from "fast-check";

/** Each begins or ends something that a rule reads, or is half of a character's encoding. */
const fragments: readonly string[] = [
  ..."'\"`\\#;|&=[]{}()<>@:,./?*-+ \t\n\0éßſﬀ中😀",
  ...[
    "\r\n",
    "\ud800",
    "\udc00",
    "\u2028",
    "kind: Secret\ndata:\n  a: ",
    "rcpt to:",
    "Set-Cookie: a=b",
  ],
  ...String.raw`%00¦%¦%25¦%27¦%u0027¦%c0%ae¦%E2%80¦&#x27;¦&quot;¦&amp¦\u0027¦\x2e¦--¦/*¦*/¦/*!¦../¦..\¦://`.split(
    "¦",
  ),
  ..."1' or '1'='1¦ union select ¦1.e(¦0x27¦ and sleep(5)¦@@version¦ order by 1--¦||¦&&".split("¦"),
  ..."<script>¦<img src=x onerror=¦javascript:¦<!--¦-->¦<?php¦</¦{{7*7}}¦${jndi:ldap://".split("¦"),
  ..."; cat /etc/passwd¦$(id)¦`id`¦| nc -e¦/wp-admin¦/.git/config¦file:///¦[$ne]¦$where".split("¦"),
  ...'http://169.254.169.254/¦(&(uid=*))¦*)(¦rO0ABXNy¦O:8:"a":0:{'.split("¦"),
  ..."4111 1111 1111 1111¦378282246310005¦DE89 3704 0044 0532 0130 00¦123-45-6789¦078-05-1120".split(
    "¦",
  ),
  ..."+1 415 555 0132¦(020) 7946 0958¦2026-11-22T10:22:33Z¦EMP-123456¦xababababy".split("¦"),
  ..."192.0.2.1¦2001:db8::1¦::ffff:192.0.2.1¦[::1]:8080¦fe80::1%eth0¦192.0.2.1, ¦for=¦unknown".split(
    "¦",
  ),
  ...'someone@example.com¦"a b"@[192.0.2.1]¦a@xn--bcher-kva.example¦user:password@'.split("¦"),
  ...'password = ¦api_key: "¦Authorization: Bearer ¦AKIA¦ghp_¦sk_live_¦eyJhbGciOiJIUzI1NiJ9.'.split(
    "¦",
  ),
  ..."-----BEGIN RSA PRIVATE KEY-----¦-----END¦--XX¦boundary=".split("¦"),
  ..."curl/8.14.1¦Mozilla/5.0 (¦compatible; GPTBot/1.2¦Googlebot¦Chrome/140.0.0.0¦bot".split("¦"),
  ...'HeadlessChrome/¦";v="140", "¦?0¦?1'.split("¦"),
];

/** Encodes a text for a URL, with U+FFFD for a lone surrogate, which has no encoding. */
const encodePercent = (text: string) => encodeURIComponent(Buffer.from(text).toString());

const disguises: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text,
  (text) => encodePercent(text),
  (text) => encodePercent(encodePercent(text)),
  (text) => text.toUpperCase(),
  (text) => text.replaceAll(" ", "/**/"),
  (text) => text.repeat(1 + (text.length % 60)),
];

const fragment = fc.constantFrom(...fragments);

/** Fragments as far apart as rules look ahead or back, and slightly farther. */
const farApart = fc
  .tuple(fragment, fc.constantFrom("a", "1", " ", "x."), fc.nat(280), fragment, fragment)
  .map(([first, filler, distance, second, third]) => {
    return first + filler.repeat(distance) + second + third;
  });

/** A text of fragments and arbitrary text, up to a few thousand characters long. */
export const hostileText: Arbitrary<string> = fc
  .tuple(
    fc.array(
      fc.oneof(
        { weight: 6, arbitrary: fragment },
        { weight: 2, arbitrary: farApart },
        { weight: 2, arbitrary: fc.string({ unit: "binary-ascii", maxLength: 12 }) },
        { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
        { weight: 1, arbitrary: fc.stringMatching(/^[A-Za-z0-9+/=_.-]{16,64}$/) },
        { weight: 1, arbitrary: fc.stringMatching(/^[0-9]{1,4}([ .-]?[0-9]{2,4}){1,5}$/) },
      ),
      { maxLength: 12 },
    ),
    fc.constantFrom(...disguises),
  )
  .map(([parts, disguise]) => disguise(parts.join("")));

/** A request as a platform that parses nothing would pass it on, and the caller's options. */
export interface HostileRequest {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
  };
  readonly options: { readonly ip: string; readonly body: string | Uint8Array };
}

const headerNames = [
  "accept",
  "accept-language",
  "content-type",
  "cookie",
  "forwarded",
  "host",
  "origin",
  "referer",
  "sec-ch-ua",
  "sec-ch-ua-platform",
  "user-agent",
  "x-forwarded-for",
  "x-probe",
] as const;

const pairs = fc
  .array(fc.tuple(hostileText, hostileText), { maxLength: 6 })
  .map((all) => all.map(([name, value]) => `${name}=${value}`).join("&"));

const json = fc
  .anything({ key: hostileText, values: [hostileText, fc.double(), fc.boolean()], maxDepth: 4 })
  .map((value) => JSON.stringify(value) ?? "null");

const multipart = fc.array(fc.tuple(hostileText, hostileText), { maxLength: 4 }).map((all) => {
  const part = ([name, value]: readonly [string, string]) =>
    `--XX\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  return `${all.map(part).join("")}--XX--`;
});

/** Bodies of every supported kind, whole and truncated, with their content type. */
const bodies: Arbitrary<readonly [string, string | Uint8Array]> = fc
  .tuple(
    fc.oneof(
      fc.tuple(fc.constant("application/json"), json),
      fc.tuple(fc.constant("application/x-www-form-urlencoded"), pairs),
      fc.tuple(fc.constant("multipart/form-data; boundary=XX"), multipart),
      fc.tuple(hostileText, hostileText),
    ),
    fc.constantFrom(1, 1, 0.7),
    fc.boolean(),
  )
  .map(([[type, body], share, isBytes]) => {
    const text = body.slice(0, body.length * share);
    return [type, isBytes ? new TextEncoder().encode(text) : text];
  });

/** A request that tries everything at once. */
export const hostileRequest: Arbitrary<HostileRequest> = fc
  .record({
    method: fc.oneof(fc.constantFrom("GET", "POST", "HEAD"), hostileText),
    path: hostileText,
    query: pairs,
    origin: fc.constantFrom("https://a.example", "http://[::1]", "", "//"),
    headers: fc.dictionary(fc.constantFrom(...headerNames), hostileText),
    ip: fc.oneof(fc.constantFrom("192.0.2.1", "10.0.0.1", "2001:db8::1"), hostileText),
    content: bodies,
  })
  .map(({ method, path, query, origin, headers, ip, content: [type, body] }) => ({
    request: {
      method,
      url: `${origin}/${path}?${query}`,
      headers: { "content-type": type, ...headers },
    },
    options: { ip, body },
  }));
