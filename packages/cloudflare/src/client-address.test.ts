import { expect, test } from "vitest";
import { clientAddress } from "./client-address.ts";

type Row = [what: string, headers: Record<string, string>, address: string | null];

const rows: Row[] = [
  ["IPv4", { "cf-connecting-ip": "192.0.2.1" }, "192.0.2.1"],
  ["IPv6", { "cf-connecting-ip": "2001:db8::1" }, "2001:db8::1"],
  ["another zone's Worker", { "cf-connecting-ip": "2a06:98c0:3600::103" }, "2a06:98c0:3600::103"],
  ["no address at all", {}, null],
  ["an empty header", { "cf-connecting-ip": "" }, null],
  [
    "pseudo IPv4 that overwrote the header",
    { "cf-connecting-ip": "240.16.0.9", "cf-connecting-ipv6": "2001:db8::9" },
    "2001:db8::9",
  ],
  [
    "the highest pseudo IPv4",
    { "cf-connecting-ip": "255.1.2.3", "cf-connecting-ipv6": "2001:db8::9" },
    "2001:db8::9",
  ],
  ["pseudo IPv4 with no IPv6 beside it", { "cf-connecting-ip": "240.16.0.9" }, "240.16.0.9"],
  [
    "an IPv6 header that the client made up",
    { "cf-connecting-ip": "192.0.2.1", "cf-connecting-ipv6": "2001:db8::bad" },
    "192.0.2.1",
  ],
  [
    "an address that only looks like pseudo IPv4",
    { "cf-connecting-ip": "24.0.2.1", "cf-connecting-ipv6": "2001:db8::bad" },
    "24.0.2.1",
  ],
  [
    "headers that a client can write",
    {
      "x-real-ip": "198.51.100.1",
      "x-forwarded-for": "198.51.100.2",
      "true-client-ip": "198.51.100.3",
      "cf-connecting-ipv6": "2001:db8::bad",
      forwarded: "for=198.51.100.4",
    },
    null,
  ],
];

test.each(rows)("the address of %s", (_what, headers, address) => {
  expect(clientAddress(new Request("https://a.test/", { headers }))).toBe(address);
});

test("headers that Cloudflare did not deliver have no address", () => {
  expect(clientAddress({ headers: { "cf-connecting-ip": "192.0.2.1" } })).toBeNull();
});
