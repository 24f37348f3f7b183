import type { AddressInfo } from "node:net";
import { type ServerType, serve } from "@hono/node-server";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { DecisionJson } from "@snapwall/core";
import { snapwall } from "@snapwall/node";
import { Hono } from "hono";
import { afterEach, describe, expect, test } from "vitest";
import { type GuardEnv, guardWith } from "./guard-with.ts";

const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
const browser = { headers: { "user-agent": CHROME } };
const bot = { headers: { "user-agent": "curl/8.15.0" } };

function makeApp(...args: Parameters<typeof guardWith>) {
  const app = new Hono<GuardEnv>();
  app.use(guardWith(...args));
  app.get("/", (c) => c.json(c.get("decision")));
  return app;
}

describe("in app.request()", () => {
  const app = makeApp(snapwall());

  test("a bot is answered in the app's stead", async () => {
    const response = await app.request("/", bot);
    expect(response.status).toBe(403);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
  });

  test("a browser reaches the app, which knows the decision", async () => {
    const response = await app.request("/", browser);
    expect(await response.json()).toMatchObject({ action: "allow", ip: null });
  });

  test("HEAD gets no body", async () => {
    const response = await app.request("/", { ...bot, method: "HEAD" });
    expect([response.status, await response.text()]).toEqual([403, ""]);
  });

  test("a bot is answered where there is no route, too", async () => {
    expect((await app.request("/nowhere", bot)).status).toBe(403);
    expect((await app.request("/nowhere", browser)).status).toBe(404);
  });

  test("an outer middleware still sees the answer and may add to it", async () => {
    const outer = new Hono();
    outer.use(async (c, next) => {
      await next();
      c.header("x-outer", "1");
    });
    outer.route("/", app);
    const response = await outer.request("/", bot);
    expect([response.status, response.headers.get("x-outer")]).toEqual([403, "1"]);
  });

  test("report mode lets a bot through and tells the app", async () => {
    const response = await makeApp(snapwall({ mode: "report" })).request("/", bot);
    expect(await response.json()).toMatchObject({ action: "allow", wouldDeny: true });
  });

  test("the address is null where a connection has none", async () => {
    const unknown = makeApp(snapwall(), { getConnInfo: () => ({ remote: {} }) });
    expect(await (await unknown.request("/", browser)).json()).toMatchObject({ ip: null });
  });

  test("a getConnInfo that finds no connection lets nobody through", async () => {
    const app = makeApp(snapwall(), { getConnInfo });
    app.onError((_, c) => c.text("failed", 500));
    expect((await app.request("/", browser)).status).toBe(500);
  });
});

describe("over a port, on node-server", () => {
  let server: ServerType;

  afterEach(() => new Promise((done) => server.close(done)));

  function listen(...args: Parameters<typeof guardWith>): Promise<string> {
    return new Promise((done) => {
      const { fetch } = makeApp(...args);
      server = serve({ fetch, port: 0, hostname: "127.0.0.1" }, (info: AddressInfo) =>
        done(`http://127.0.0.1:${info.port}/`),
      );
    });
  }

  test.each([
    ["the guard finds", {}],
    ["getConnInfo finds", { getConnInfo }],
  ])("the decision carries the address that %s", async (_, options) => {
    const url = await listen(snapwall(), options);
    const decision = (await (await fetch(url, browser)).json()) as DecisionJson;
    expect(decision).toMatchObject({ action: "allow", ip: "127.0.0.1" });
  });

  test("a bot is answered with Problem Details", async () => {
    const response = await fetch(await listen(snapwall()), bot);
    expect(response.status).toBe(403);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.json()).toMatchObject({ title: "Forbidden", status: 403 });
  });
});
