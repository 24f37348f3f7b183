import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import express from "express";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { compilePolicy } from "../../cli/src/check/compile-policy.ts";
import { type NodeGuard, type NodeListener, snapwall } from "./bare.ts";

const compiler = new URL("../../../wasm/artifacts/snapwall-compiler.wasm", import.meta.url);
const attack = '{"a": "<script>alert(1)</script>"}';

let guard: NodeGuard;
let server: Server;

beforeAll(async () => {
  guard = snapwall({ module: await compilePolicy(readFileSync(compiler), '{"shield": {}}') });
});

afterEach(() => new Promise((done) => server.close(done)));

async function serve(app: NodeListener): Promise<{ url: string; port: number }> {
  server = createServer(app);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port };
}

/** Ways in which applications read a body. */
const apps: [string, () => NodeListener][] = [
  ["a pipe", () => guard.listener((incoming, outgoing) => incoming.pipe(outgoing))],
  [
    "events, listened to in a later turn",
    () =>
      guard.listener((incoming, outgoing) => {
        setTimeout(() => {
          const chunks: Buffer[] = [];
          incoming.on("data", (chunk) => chunks.push(chunk));
          incoming.on("end", () => outgoing.end(Buffer.concat(chunks)));
        }, 20);
      }),
  ],
  [
    "iteration",
    () =>
      guard.listener(async (incoming, outgoing) => {
        for await (const chunk of incoming) outgoing.write(chunk);
        outgoing.end();
      }),
  ],
  [
    "the parser of Express",
    () =>
      express()
        .use(guard.middleware())
        .use(express.text({ type: "*/*", limit: "1mb" }))
        .use((req, res) => res.end(req.body)),
  ],
];

describe.each(apps)("an application that reads by %s", (_, app) => {
  test.each([2, 30_000, 32_769, 300_000])("reads all of a body of %i bytes", async (length) => {
    const { url } = await serve(app());
    const body = JSON.stringify("x".repeat(length - 2));
    const headers = { "content-type": "application/json" };
    const response = await fetch(url, { method: "POST", headers, body });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(body);
  });

  test("reads all of a body in chunks", async () => {
    const { url } = await serve(app());
    const chunks = ["a", "b".repeat(20_000), "c".repeat(20_000), "d"];
    const body = new ReadableStream({
      async pull(controller) {
        await new Promise((later) => setTimeout(later, 5));
        const chunk = chunks.shift();
        if (chunk === undefined) controller.close();
        else controller.enqueue(new TextEncoder().encode(chunk));
      },
    });
    const all = chunks.join("");
    const headers = { "content-type": "text/plain" };
    const init = { method: "POST", headers, body, duplex: "half" } as RequestInit;
    expect(await (await fetch(url, init)).text()).toBe(all);
  });

  test("never sees an attack", async () => {
    const { url } = await serve(app());
    const headers = { "content-type": "application/json" };
    const response = await fetch(url, { method: "POST", headers, body: attack });
    expect(response.status).toBe(403);
  });

  test.each(["GET", "POST"])("gets the end of a %s without a body", async (method) => {
    const { url } = await serve(app());
    const response = await fetch(url, { method });
    expect([response.status, await response.text()]).toEqual([200, ""]);
  });
});

test("a client that goes away in the middle of its body costs that request and no other", async () => {
  let seen = 0;
  const { url, port } = await serve(
    guard.listener((incoming, outgoing) => {
      seen += 1;
      incoming.on("error", () => {});
      incoming.pipe(outgoing);
    }),
  );
  const socket = connect(port, "127.0.0.1");
  socket.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc");
  await new Promise((later) => setTimeout(later, 50));
  socket.destroy();
  await new Promise((later) => setTimeout(later, 50));
  expect(await (await fetch(url, { method: "POST", body: "abc" })).text()).toBe("abc");
  expect(seen).toBeLessThanOrEqual(2);
});

test("a body that a parser has read before is let by", async () => {
  const app = express();
  app.use(express.json()).use(guard.middleware());
  const { url } = await serve(app.use((req, res) => res.json(req.body)));
  const headers = { "content-type": "application/json" };
  expect(await (await fetch(url, { method: "POST", headers, body: '{"a":1}' })).json()).toEqual({
    a: 1,
  });
});
