import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { compilePolicy } from "../../cli/src/check/compile-policy.ts";
import { type NodeGuard, type NodeListener, snapwall } from "./bare.ts";

const compiler = new URL("../../../wasm/artifacts/snapwall-compiler.wasm", import.meta.url);
const policy = '{"email": {"deny": ["invalid"], "fields": ["email"]}}';

let server: Server;

afterEach(() => new Promise((done) => server.close(done)));

/** Ways of putting a guard in front of an application, which answers with what it is passed. */
const forms: [string, (guard: NodeGuard) => NodeListener, string][] = [
  ["a listener", (guard) => guard.listener((_, outgoing) => outgoing.end("let in")), ""],
  [
    "a middleware",
    (guard) => (incoming, outgoing) => {
      guard.middleware()(incoming, outgoing, (error) => {
        outgoing.statusCode = error === undefined ? 200 : 500;
        outgoing.end(error instanceof Error ? error.message : "let in");
      });
    },
    "broken",
  ],
];

test.each(forms)(
  "a failure while fields are judged is answered in %s",
  async (_, guarded, text) => {
    const guard = snapwall({ module: await compilePolicy(readFileSync(compiler), policy) });
    guard.protect = () => Promise.reject(new Error("broken"));
    server = createServer(guarded(guard));
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      method: "POST",
      body: "{}",
      signal: AbortSignal.timeout(2_000),
    });
    expect(response.status).toBe(500);
    expect(await response.text()).toBe(text);
  },
);
