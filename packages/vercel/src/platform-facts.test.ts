import { expect, test } from "vitest";
import { platformFacts } from "./platform-facts.ts";

function read(headers: Record<string, string>) {
  return platformFacts(new Request("https://a.test/", { headers }));
}

test("facts are what Vercel's proxy wrote into the headers", () => {
  const headers = {
    "x-vercel-ip-country": "BR",
    "x-vercel-ip-country-region": "SP",
    "x-vercel-ip-city": "S%C3%A3o%20Paulo",
    "x-vercel-ip-timezone": "America/Sao_Paulo",
  };
  expect(read(headers)).toMatchObject({
    "ip.src.country": "BR",
    "ip.src.region": "SP",
    "ip.src.city": "São Paulo",
    "ip.src.timezone": "America/Sao_Paulo",
    "ip.src.continent": null,
  });
});

test("a city that is not encoded well is taken as it stands", () => {
  expect(read({ "x-vercel-ip-city": "100%" })).toMatchObject({ "ip.src.city": "100%" });
});

test("headers that no platform delivered are no facts", () => {
  const facts = platformFacts({ headers: { "x-vercel-ip-country": "BR" } });
  expect(facts["ip.src.country"]).toBeNull();
});
