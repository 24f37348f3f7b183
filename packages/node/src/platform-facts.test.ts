import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import type { GuardRequest, PlatformFacts } from "@snapwall/core";
import { expect, test } from "vitest";
import type { NodeContext } from "./find-incoming.ts";
import { platformFacts } from "./platform-facts.ts";

const page = new Request("https://a.test/");

test("a request of node:http tells its version, and no TLS where there is none", async () => {
  const facts = await new Promise<PlatformFacts>((resolve) => {
    const server = createServer((incoming, outgoing) => {
      outgoing.end();
      server.close();
      resolve(platformFacts(page, incoming));
    }).listen(0, () => get({ port: (server.address() as AddressInfo).port }));
  });
  expect(facts["http.request.version"]).toBe("HTTP/1.1");
  expect(facts["tls.version"]).toBeUndefined();
  expect(facts["http.request.header_order"]).toBe("Host\nConnection");
});

test("TLS that ends in this process is told by version and cipher", () => {
  const socket = {
    getProtocol: () => "TLSv1.3",
    getCipher: () => ({ name: "TLS_AES_128_GCM_SHA256" }),
  };
  const judged = { headers: {}, httpVersion: "2.0", socket } as GuardRequest;
  expect(platformFacts(judged)).toEqual({
    "http.request.version": "HTTP/2",
    "tls.version": "TLSv1.3",
    "tls.cipher": "TLS_AES_128_GCM_SHA256",
  });
});

test.each([[undefined], [null], [{}], [{ requestIP: () => null }]])(
  "nothing is known from %j",
  (context) => {
    const facts = platformFacts(page, context as NodeContext | undefined);
    expect(Object.values({ ...facts }).every((fact) => fact === undefined)).toBe(true);
  },
);
