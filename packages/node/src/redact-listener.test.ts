import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliCompressSync } from "node:zlib";
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

test.each<[string, unknown[]]>([
  ["(status, headers)", [201, { "content-type": "text/plain", "x-kept": "1" }]],
  [
    "(status, headers, undefined)",
    [201, { "content-type": "text/plain", "x-kept": "1" }, undefined],
  ],
  [
    "(status, undefined, headers)",
    [201, undefined, { "content-type": "text/plain", "x-kept": "1" }],
  ],
  ["(status, null, headers)", [201, null, { "content-type": "text/plain", "x-kept": "1" }]],
  ["(status, message, headers)", [201, "Made", { "content-type": "text/plain", "x-kept": "1" }]],
  ["(status, list)", [201, ["content-type", "text/plain", "x-kept", "1"]]],
  [
    "(status, undefined, pairs)",
    [
      201,
      undefined,
      [
        ["content-type", "text/plain"],
        ["x-kept", "1"],
      ],
    ],
  ],
])("writeHead%s keeps its headers", async (_, head) => {
  const response = await serve((_, outgoing) => {
    outgoing.writeHead(...(head as [number])).end(CARD);
  });
  const { status, statusText, headers } = response;
  expect([status, statusText]).toEqual([201, head[1] === "Made" ? "Made" : "Created"]);
  expect([headers.get("x-kept"), await response.text()]).toEqual(["1", TOKEN]);
});

test("writeHead without headers keeps those that are set", async () => {
  for (const head of [[201], [201, null], [201, "Made"], [201, "Made", null]]) {
    const response = await serve((_, outgoing) => {
      outgoing.setHeader("content-type", "text/plain");
      outgoing.writeHead(...(head as [number])).end(CARD);
    });
    expect([response.status, await response.text()]).toEqual([201, TOKEN]);
    server.close();
  }
});

/** What an application sees that goes on after the end of its response. */
async function goOn(wrap: (app: NodeListener) => NodeListener): Promise<string[]> {
  const seen: unknown[] = [];
  const tell = (name: string) => (error?: unknown) => {
    seen.push([name, (error as { code?: string } | undefined)?.code]);
  };
  let isDone: () => void = () => {};
  const done = new Promise<void>((resolve) => {
    isDone = resolve;
  });
  const app: NodeListener = (_, outgoing) => {
    outgoing.on("error", tell("event"));
    outgoing.on("finish", () => {
      setImmediate(() => {
        outgoing.end(tell("end when finished"));
        outgoing.end();
        seen.push(outgoing.write("x", tell("write when finished")));
        setImmediate(isDone);
      });
    });
    outgoing.setHeader("content-type", "text/plain");
    outgoing.write(CARD);
    outgoing.end(tell("end"));
    expect(outgoing.end()).toBe(outgoing);
    outgoing.end("");
    outgoing.end(tell("second end"));
    outgoing.end("x", tell("end with more"));
    seen.push(outgoing.write("x", tell("write")));
    outgoing.write("x");
  };
  const response = await ask(wrap(app));
  seen.push(await response.text());
  await done;
  server.close();
  return seen.map((one) => JSON.stringify(one)).sort();
}

test("what is written or ended after the end fares as Node has it", async () => {
  const plain = await goOn((app) => app);
  const redacted = await goOn((app) => redactListener(judge, app));
  expect(redacted).toEqual(plain.map((one) => one.replace(CARD, TOKEN)).sort());
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
  ["partial content", 206, { "content-type": "text/plain", "content-range": "bytes 0-15/99" }],
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

test("text that is still said to be compressed is redacted, and what is compressed stays", async () => {
  const headers = { "content-type": "text/plain", "content-encoding": "br" };
  const plain = await serve((_, outgoing) => void outgoing.writeHead(200, headers).end(CARD));
  expect([await plain.text(), plain.headers.has("content-encoding")]).toEqual([TOKEN, false]);
  server.close();
  const packed = brotliCompressSync(CARD);
  const response = await serve((_, outgoing) => {
    outgoing.writeHead(200, { ...headers, "content-length": packed.length }).end(packed);
  });
  expect(response.headers.get("content-length")).toBe(String(packed.length));
  expect(await response.text()).toBe(CARD);
});

test("what could not be judged is not sent", async () => {
  const broken = { sensitive: () => ({ findings: [], fault: "TRAP" }) };
  const app: NodeListener = (_, outgoing) => {
    outgoing.setHeader("content-type", "text/plain");
    outgoing.end(CARD);
  };
  await expect(ask(redactListener(broken, app))).rejects.toThrow("fetch failed");
});
