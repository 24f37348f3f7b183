import { expect, test } from "vitest";
import { platformFacts } from "./platform-facts.ts";

test("facts are what Cloudflare says of the request", () => {
  const cf = { asn: 3215, country: "FR", regionCode: "IDF", httpProtocol: "HTTP/3", colo: "CDG" };
  const request = Object.assign(new Request("https://a.test/"), { cf });
  expect(platformFacts(request)).toMatchObject({
    "http.request.version": "HTTP/3",
    "ip.src.asnum": 3215,
    "ip.src.country": "FR",
    "ip.src.region": "IDF",
    "tls.version": undefined,
  });
});

const verdicts: [object, boolean | undefined][] = [
  [{}, undefined],
  [{ botManagement: { verifiedBot: true } }, true],
  [{ botManagement: { verifiedBot: false }, verifiedBotCategory: "" }, false],
  [{ verifiedBotCategory: "Search Engine Crawler" }, true],
  [{ verifiedBotCategory: "" }, undefined],
];
test.each(verdicts)("whether a crawler is verified, of %j", (cf, verified) => {
  const request = Object.assign(new Request("https://a.test/"), { cf });
  expect(platformFacts(request)?.["bot.verified"]).toBe(verified);
});

test("the encodings are the client's, not those that Cloudflare asks the origin for", () => {
  const headers = { "accept-encoding": "br, gzip" };
  const cf = { clientAcceptEncoding: "gzip, compress" };
  const request = Object.assign(new Request("https://a.test/", { headers }), { cf });
  expect(platformFacts(request)?.["http.request.accept_encoding"]).toBe("gzip, compress");
});

test("a request without cf has none", () => {
  expect(platformFacts(new Request("https://a.test/"))).toBeNull();
});
