import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterEach, expect, test } from "vitest";
import type { NodeListener } from "./bare.ts";
import { redactListener, redactMiddleware } from "./redact-listener.ts";

const CARD = "4111111111111111";
const TOKEN = "[creditCard_1]";
/** Finds card numbers of sixteen digits. */
const judge = {
  sensitive: (text: string) => ({
    findings: [...text.matchAll(/\d{16}/g)].map(({ index: start }) => {
      return { type: "creditCard", start, end: start + 16 };
    }),
  }),
};

let server: Server;
afterEach(() => new Promise((done) => server.close(done)));

async function ask(app: NodeListener, init?: RequestInit): Promise<Response> {
  server = createServer(app);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, init);
}

const serve = (app: NodeListener, init?: RequestInit) => ask(redactListener(judge, app), init);

test("an answer is redacted, without what is said of the old bytes", async () => {
  const response = await serve((_, outgoing) => {
    outgoing.writeHead(201, "Made", {
      "content-type": "text/plain",
      "content-length": 16,
      etag: "1",
    });
    outgoing.end(CARD);
  });
  expect([response.status, response.statusText, await response.text()]).toEqual([
    201,
    "Made",
    TOKEN,
  ]);
  expect(response.headers.has("etag")).toBe(false);
  expect(response.headers.get("content-length")).not.toBe("16");
});

test("a value that two writes cut in two is found", async () => {
  const response = await serve((_, outgoing) => {
    outgoing.setHeader("content-type", "text/html");
    outgoing.write(CARD.slice(0, 7));
    setTimeout(() => outgoing.end(Buffer.from(CARD.slice(7))), 10);
  });
  expect(await response.text()).toBe(TOKEN);
});

test("an application that waits for its client is told when to go on", async () => {
  const line = `${"x".repeat(8_000)} ${CARD}\n`;
  const response = await serve((_, outgoing) => {
    outgoing.setHeader("content-type", "text/plain");
    let left = 200;
    const more = () => {
      while (left > 0) {
        left -= 1;
        if (!outgoing.write(line)) return void outgoing.once("drain", more);
      }
      outgoing.end();
    };
    more();
  });
  expect(await response.text()).toBe(line.replace(CARD, TOKEN).repeat(200));
});

test("Express's JSON is redacted in place, and its callback told of the end", async () => {
  let isSent = false;
  const app = express()
    .use(redactMiddleware(judge))
    .get("/", (_, res) => {
      res.on("finish", () => {
        isSent = true;
      });
      res.json({ card: CARD });
    });
  const response = await ask(app);
  expect(await response.json()).toEqual({ card: TOKEN });
  expect(isSent).toBe(true);
});

test.each([
  ["an image", 200, { "content-type": "image/png" }],
  ["an answer without a type", 200, {}],
  ["another charset", 200, { "content-type": "text/plain; charset=utf-16" }],
])("%s goes out as it is", async (_, status, headers) => {
  const response = await serve((_, outgoing) => {
    outgoing.writeHead(status, { ...headers, etag: '"1"' });
    outgoing.write(CARD);
    outgoing.end();
  });
  expect([await response.text(), response.headers.get("etag")]).toEqual([CARD, '"1"']);
});

test.each([
  ["HEAD", 200],
  ["GET", 204],
  ["GET", 304],
])("a %s answered with %i has no body and keeps its headers", async (method, status) => {
  const app: NodeListener = (_, outgoing) => {
    outgoing.writeHead(status, { "content-type": "text/plain", etag: '"1"' }).end();
  };
  const response = await serve(app, { method });
  expect([response.status, response.headers.get("etag")]).toEqual([status, '"1"']);
});

test("a client that goes away costs the application nothing", async () => {
  let failed: unknown;
  let hasEnded: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    hasEnded = resolve;
  });
  const stop = new AbortController();
  const response = await serve(
    (_, outgoing) => {
      outgoing.setHeader("content-type", "text/plain");
      const timer = setInterval(() => {
        try {
          outgoing.write("x".repeat(50_000));
        } catch (error) {
          failed = error;
        }
        if (!outgoing.destroyed) return;
        clearInterval(timer);
        outgoing.write("more");
        outgoing.end("the end");
        hasEnded();
      }, 1);
    },
    { signal: stop.signal },
  );
  await response.body?.getReader().read();
  stop.abort();
  await ended;
  expect(failed).toBeUndefined();
});

test("what could not be judged is not sent", async () => {
  const broken = { sensitive: () => ({ findings: [], fault: "TRAP" }) };
  const app: NodeListener = (_, outgoing) => {
    outgoing.setHeader("content-type", "text/plain");
    outgoing.end(CARD);
  };
  await expect(ask(redactListener(broken, app))).rejects.toThrow("fetch failed");
});
