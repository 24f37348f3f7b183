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

test("a request without cf has none", () => {
  expect(platformFacts(new Request("https://a.test/"))).toBeNull();
});
