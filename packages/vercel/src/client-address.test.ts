import { ipAddress as edgeIpAddress } from "@vercel/edge";
import { ipAddress } from "@vercel/functions";
import { expect, test } from "vitest";
import { clientAddress } from "./client-address.ts";

type Row = [what: string, headers: Record<string, string>, address: string | null];

const rows: Row[] = [
  ["IPv4", { "x-real-ip": "192.0.2.1" }, "192.0.2.1"],
  ["IPv6", { "x-real-ip": "2001:db8::1" }, "2001:db8::1"],
  ["no address at all", {}, null],
  ["an empty header", { "x-real-ip": "" }, null],
  [
    "a client behind a trusted proxy",
    { "x-real-ip": "192.0.2.1", "x-forwarded-for": "198.51.100.1, 192.0.2.1" },
    "192.0.2.1",
  ],
  [
    "headers that a client can write",
    {
      "x-forwarded-for": "198.51.100.2",
      "x-client-ip": "198.51.100.3",
      "cf-connecting-ip": "198.51.100.4",
      forwarded: "for=198.51.100.5",
    },
    null,
  ],
];

test.each(rows)("the address of %s", (_what, headers, address) => {
  expect(clientAddress(new Request("https://a.test/", { headers }))).toBe(address);
});

test.each(rows)("@vercel/functions and @vercel/edge agree on %s", (_what, headers) => {
  const request = new Request("https://a.test/", { headers });
  const address = clientAddress(request) ?? "";
  expect(ipAddress(request) ?? "").toBe(address);
  expect(edgeIpAddress(request) ?? "").toBe(address);
});

test("headers that Vercel did not deliver have no address", () => {
  expect(clientAddress({ headers: { "x-real-ip": "192.0.2.1" } })).toBeNull();
});
