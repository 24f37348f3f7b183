import { readFileSync } from "node:fs";
import { connect, createServer, type Http2Server } from "node:http2";
import type { AddressInfo } from "node:net";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { compilePolicy } from "../../cli/src/check/compile-policy.ts";
import { type NodeGuard, type NodeListener, snapwall } from "./bare.ts";

const compiler = new URL("../../../wasm/artifacts/snapwall-compiler.wasm", import.meta.url);
const policy = '{"shield": {}, "filters": {"deny": ["http.host == \\"bad.example\\""]}}';
const attack = '{"a": "<script>alert(1)</script>"}';

let guard: NodeGuard;
let server: Http2Server;

beforeAll(async () => {
  guard = snapwall({ module: await compilePolicy(readFileSync(compiler), policy) });
});

afterEach(() => new Promise<void>((done) => void server.close(() => done())));

/** Sends a request over HTTP/2, in which a body needs neither a length nor a transfer encoding. */
async function send(
  method: string,
  body: string | null,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  const app: NodeListener = (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk) => chunks.push(chunk));
    incoming.on("end", () => outgoing.end(`read ${Buffer.concat(chunks)}`));
  };
  server = createServer(guard.listener(app) as unknown as Parameters<typeof createServer>[1]);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const stream = client.request(
    { ":method": method, ":path": "/", "content-type": "application/json", ...headers },
    { endStream: body === null },
  );
  if (body !== null) stream.end(body);
  let status = 0;
  let text = "";
  stream.setEncoding("utf8");
  stream.on("response", (headers) => {
    status = Number(headers[":status"]);
  });
  stream.on("data", (chunk) => {
    text += chunk;
  });
  await new Promise((done) => stream.on("end", done));
  await new Promise<void>((done) => client.close(done));
  return { status, text };
}

describe("over HTTP/2", () => {
  test("a body that no header announces is judged", async () => {
    expect(await send("POST", attack)).toMatchObject({ status: 403 });
  });

  test.each([2, 30_000, 32_769, 300_000])("a body of %i bytes is read whole", async (length) => {
    const body = JSON.stringify("x".repeat(length - 2));
    expect(await send("POST", body)).toEqual({ status: 200, text: `read ${body}` });
  });

  test("the authority is the host", async () => {
    expect(await send("GET", null, { ":authority": "bad.example" })).toMatchObject({ status: 403 });
  });

  test.each([
    ["bad.example", "good.example", 403],
    ["good.example", "bad.example", 200],
  ])("the authority %s is the host, whatever `host` says", async (authority, host, status) => {
    expect(await send("GET", null, { ":authority": authority, host })).toMatchObject({ status });
  });

  test("a body with a length is read whole", async () => {
    const headers = { "content-length": "2" };
    expect(await send("POST", "{}", headers)).toEqual({ status: 200, text: "read {}" });
  });

  test.each([
    ["GET", null],
    ["POST", null],
    ["POST", ""],
  ])("%s with %o as its body reaches the application", async (method, body) => {
    expect(await send(method, body)).toEqual({ status: 200, text: "read " });
  });
});
