import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { clientAddress } from "./client-address.ts";
import type { NodeContext } from "./find-incoming.ts";

const request = new Request("https://a.test/", { headers: { "x-forwarded-for": "198.51.100.9" } });
const incoming = (remoteAddress?: string) => ({ socket: { remoteAddress } }) as IncomingMessage;

type Row = [what: string, context: NodeContext | undefined, address: string | null];
const rows: Row[] = [
  ["node:http's request", incoming("192.0.2.1"), "192.0.2.1"],
  ["a dual-stack socket", incoming("::ffff:192.0.2.1"), "192.0.2.1"],
  ["IPv6", incoming("2001:db8::1"), "2001:db8::1"],
  ["a Unix socket", incoming(undefined), null],
  ["a bridge's incoming", { incoming: incoming("192.0.2.2") }, "192.0.2.2"],
  ["Bun's server", { requestIP: () => ({ address: "::ffff:192.0.2.3" }) }, "192.0.2.3"],
  ["Bun's server after the answer", { requestIP: () => null }, null],
  ["nothing", undefined, null],
  ["null", null as unknown as NodeContext, null],
  ["something else", {} as NodeContext, null],
];

test.each(rows)("the address from %s", (_what, context, address) => {
  expect(clientAddress(request, context)).toBe(address);
});

test("a node:http request that is judged as it is has its own address", () => {
  const judged = Object.assign(incoming("192.0.2.1"), { headers: {} });
  expect(clientAddress(judged)).toBe("192.0.2.1");
});
