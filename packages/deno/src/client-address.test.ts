import { expect, test } from "vitest";
import { clientAddress, type ServeInfo } from "./client-address.ts";

const request = new Request("https://a.test/", {
  headers: { "x-real-ip": "198.51.100.1", "x-forwarded-for": "198.51.100.2" },
});

type Row = [what: string, info: ServeInfo | undefined, address: string | null];

const rows: Row[] = [
  ["IPv4", tcp("192.0.2.1"), "192.0.2.1"],
  ["IPv6", tcp("2001:db8::1"), "2001:db8::1"],
  ["IPv4 over an IPv6 socket", tcp("::ffff:192.0.2.1"), "192.0.2.1"],
  ["a Unix socket", { remoteAddr: { transport: "unix" } }, null],
  ["a check without info", undefined, null],
  ["a framework's own second argument", {} as ServeInfo, null],
];

test.each(rows)("the address of %s", (_what, info, address) => {
  expect(clientAddress(request, info)).toBe(address);
});

function tcp(hostname: string): ServeInfo {
  return { remoteAddr: { transport: "tcp", hostname } };
}
