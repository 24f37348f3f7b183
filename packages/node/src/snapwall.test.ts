import { createServer, request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { DecisionJson } from "@snapwall/core";
import express from "express";
import { afterEach, describe, expect, test } from "vitest";
import { type NodeGuard, type NodeListener, snapwall } from "./index.ts";

const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

let server: Server;

afterEach(() => new Promise((done) => server.close(done)));

async function serve(app: NodeListener): Promise<string> {
  server = createServer(app);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function visit(url: string, userAgent: string, init?: RequestInit): Promise<Response> {
  return fetch(url, { ...init, headers: { "user-agent": userAgent } });
}

const hello: NodeListener = (_, outgoing) => outgoing.end("hello");

const forms: [string, (guard: NodeGuard) => NodeListener][] = [
  ["a listener", (guard) => guard.listener(hello)],
  [
    "a Connect middleware",
    (guard) => {
      const middleware = guard.middleware();
      return (req, res) => middleware(req, res, () => hello(req, res));
    },
  ],
  ["Express", (guard) => express().use(guard.middleware()).use(hello)],
];

describe.each(forms)("in %s", (_, guarded) => {
  test("a bot is answered in the app's stead", async () => {
    const url = await serve(guarded(snapwall()));
    const response = await visit(url, "curl/8.15.0");
    expect(response.status).toBe(403);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.json()).toMatchObject({ title: "Forbidden", status: 403 });
  });

  test("a browser reaches the app", async () => {
    const url = await serve(guarded(snapwall()));
    expect(await (await visit(url, CHROME)).text()).toBe("hello");
  });

  test("HEAD gets the head and no body", async () => {
    const url = await serve(guarded(snapwall()));
    const response = await visit(url, "curl/8.15.0", { method: "HEAD" });
    expect(response.status).toBe(403);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.text()).toBe("");
  });

  test("a body that nobody reads does not hold up the connection", async () => {
    const url = await serve(guarded(snapwall()));
    const body = "x".repeat(1 << 20);
    expect((await visit(url, "curl/8.15.0", { method: "POST", body })).status).toBe(403);
    expect((await visit(url, CHROME)).status).toBe(200);
  });
});

test("a request as node:http has it is judged, address and all", async () => {
  const guard = snapwall();
  const url = await serve((req, res) => res.end(JSON.stringify(guard.check(req))));
  const decision = (await (await visit(url, "curl/8.15.0")).json()) as DecisionJson;
  expect(decision).toMatchObject({ action: "deny", rule: "bots", ip: "127.0.0.1" });
});

test("one's own clientAddress is asked instead, with node:http's request", async () => {
  const guard = snapwall({
    clientAddress: (_, context) => {
      const header = (context as { headers?: Record<string, string> })?.headers?.["x-real-ip"];
      return header ?? null;
    },
  });
  const url = await serve((req, res) => res.end(guard.check(req, { context: req }).ip));
  const response = await fetch(url, { headers: { "x-real-ip": "192.0.2.1" } });
  expect(await response.text()).toBe("192.0.2.1");
});

test("the whole URL is judged below a path of Express, too", async () => {
  const app = express().use("/api", snapwall().middleware(), hello);
  const url = await serve(app);
  expect((await visit(`${url}/api`, CHROME)).status).toBe(200);
});

test("what no client library would send is answered with 400 or 403 and not with a crash", async () => {
  const url = await serve(snapwall().listener(hello));
  const port = Number(new URL(url).port);
  const send = (text: string) =>
    new Promise<string>((done, fail) => {
      const socket = connect(port, "127.0.0.1", () => socket.end(text));
      let answer = "";
      socket.setEncoding("latin1");
      socket.on("data", (data) => (answer += data)).on("end", () => done(answer));
      socket.on("error", fail);
    });
  const chrome = `Host: a\r\nUser-Agent: ${CHROME}\r\nConnection: close\r\n\r\n`;
  expect(await send(`GET http://[ HTTP/1.1\r\n${chrome}`)).toMatch(/^HTTP\/1.1 400 /);
  expect(await send(`GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)).toMatch(/ 403 /);
  const latin = `GET / HTTP/1.1\r\nHost: a\r\nUser-Agent: \xff\xfe GPTBot\r\nConnection: close\r\n\r\n`;
  expect(await send(latin)).toMatch(/ 403 /);
  expect(await send(`GET / HTTP/1.1\r\n${chrome}`)).toMatch(/ 200 /);
});

test("a client that leaves before it is answered costs nothing", async () => {
  const url = await serve(snapwall().listener(hello));
  const leaving = request(url, { headers: { "user-agent": "curl/8.15.0" } });
  leaving.on("error", () => {});
  leaving.end();
  leaving.destroy();
  expect((await visit(url, CHROME)).status).toBe(200);
});

test("a web-standard handler behind a bridge knows the address", async () => {
  const guard = snapwall();
  const handler = guard.handler((_: Request, _bridge: object) => new Response("hello"));
  const url = await serve(async (incoming, outgoing) => {
    const headers = incoming.headers as Record<string, string>;
    const request = new Request(`http://a.test${incoming.url}`, { headers });
    const { ip } = guard.check(request, { context: { incoming, outgoing } });
    const response = await handler(request, { incoming, outgoing });
    outgoing.end(`${response.status} ${ip}`);
  });
  expect(await (await visit(url, "curl/8.15.0")).text()).toBe("403 127.0.0.1");
  expect(await (await visit(url, CHROME)).text()).toBe("200 127.0.0.1");
});
