import { beforeAll, describe, expect, test } from "vitest";
import { bakePolicy } from "../../test/bake-policy.ts";
import { CAPACITY } from "../abi.ts";
import { guardHandler } from "../integrations/fetch-handler.ts";
import { createGuard, type Guard } from "./guard.ts";

const script = "<script>alert(1)</script>";
let module: WebAssembly.Module;
let guard: Guard;

beforeAll(async () => {
  module = await bakePolicy({ shield: {} });
  guard = createGuard(module);
});

function post(body: BodyInit | null, type = "application/json"): Request {
  const headers = { "content-type": type };
  return new Request("https://a.example/x", {
    method: "POST",
    headers,
    body,
    duplex: "half",
  } as RequestInit);
}

describe("a policy that reads bodies", () => {
  test("is told by the guard", () => {
    expect(guard.readsBody).toBe(true);
  });

  test.each([
    [JSON.stringify({ a: [script] }), "application/json"],
    [new URLSearchParams({ a: script }).toString(), "application/x-www-form-urlencoded"],
    [script, "text/plain"],
  ])("denies an attack in %s", async (body, type) => {
    const decision = await guard.protect(post(body, type));
    expect(decision).toMatchObject({ denied: true, rule: "shield", status: 403 });
    expect(decision.reasons[0]).toMatchObject({
      id: "XSS",
      category: "attack",
      where: { part: "body" },
    });
    expect(decision.reasons[0]?.matched).toContain("script");
  });

  test("denies an attack in a field of a form", async () => {
    const form = new FormData();
    form.set("title", "hello");
    form.set("text", script);
    const request = new Request("https://a.example/", { method: "POST", body: form });
    expect(await guard.protect(request)).toMatchObject({ denied: true, rule: "shield" });
  });

  test("judges no body where only check is asked", () => {
    expect(guard.check(post(JSON.stringify({ a: script }))).denied).toBe(false);
  });

  test("leaves the body to the application", async () => {
    const text = JSON.stringify({ a: "hello".repeat(100_000) });
    const request = post(text);
    await guard.protect(request);
    expect(request.bodyUsed).toBe(false);
    expect(await request.text()).toBe(text);
  });

  test("notes a body of which it judged only the beginning", async () => {
    const text = JSON.stringify({ a: "x".repeat(CAPACITY.bodyBytes), b: script });
    const decision = await guard.protect(post(text));
    expect(decision.denied).toBe(false);
    expect(decision.reasons).toMatchObject([
      { rule: "request", id: "BODY_TRUNCATED", effect: "note", where: { part: "body" } },
    ]);
  });

  test("reads no more than it judges of a body without an end", async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(16_384).fill(0x20));
      },
    });
    const decision = await guard.protect(post(endless));
    expect(decision.reasons[0]?.id).toBe("BODY_TRUNCATED");
    expect(pulled).toBeLessThan(8);
  });

  test("judges what came of a body that broke off", async () => {
    let sent = false;
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent) controller.error(new Error("the client went away"));
        else controller.enqueue(new TextEncoder().encode(`{"a": "${script}"`));
        sent = true;
      },
    });
    expect((await guard.protect(post(broken))).rule).toBe("shield");
  });

  test("notes a body that somebody has read before", async () => {
    const request = post("{}");
    await request.text();
    const decision = await guard.protect(request);
    expect(decision).toMatchObject({ denied: false, reasons: [{ id: "BODY_TRUNCATED" }] });
  });

  test("says nothing of a request without a body", async () => {
    expect((await guard.protect(new Request("https://a.example/"))).reasons).toEqual([]);
    expect((await guard.protect(post(null))).reasons).toEqual([]);
    expect((await guard.protect({ method: "GET", url: "/", headers: {} })).reasons).toEqual([]);
  });

  test("does not read the body of a request that is denied without it", async () => {
    const body = new ReadableStream(
      { pull: () => Promise.reject(new Error("read")) },
      { highWaterMark: 0 },
    );
    const url = `https://a.example/?a=${encodeURIComponent(script)}`;
    const request = new Request(url, { method: "POST", body, duplex: "half" } as RequestInit);
    expect((await guard.protect(request)).reasons[0]?.where?.part).toBe("url");
    expect(request.bodyUsed).toBe(false);
  });

  test("takes the body of a request that no platform has parsed from the options", async () => {
    const request = { method: "POST", url: "/", headers: { "content-type": "text/plain" } };
    for (const body of [script, new TextEncoder().encode(script)]) {
      const { reasons } = await guard.protect(request, { body });
      expect(reasons[0]).toMatchObject({ id: "XSS", where: { part: "body", start: 0 } });
      expect(guard.check(request, { body }).reasons).toEqual(reasons);
    }
    expect((await guard.protect(request)).reasons[0]?.id).toBe("BODY_TRUNCATED");
  });

  test("points at units of a text and at bytes of bytes", () => {
    const request = { method: "POST", url: "/", headers: { "content-type": "text/plain" } };
    const text = `ää ${script}`;
    const where = (body: string | Uint8Array) => guard.check(request, { body }).reasons[0]?.where;
    const [units, bytes] = [where(text), where(new TextEncoder().encode(text))];
    expect((bytes?.start ?? 0) - (units?.start ?? 0)).toBe(2);
  });

  test("refuses a body that somebody has parsed", () => {
    const body = { a: 1 } as unknown as string;
    expect(() => guard.check({ headers: {} }, { body })).toThrow(
      new TypeError('"body" expected string or Uint8Array, got object'),
    );
  });

  test("takes mode and sensitivity at run time, and nothing that is compiled in", () => {
    const url = `/?a=${encodeURIComponent(script)}`;
    const reporting = createGuard(module, { shield: { mode: "report", sensitivity: "strict" } });
    expect(reporting.check({ url, headers: {} })).toMatchObject({ denied: false, wouldDeny: true });
    const kinds = { shield: { kinds: ["xss"] } } as object;
    expect(() => createGuard(module, kinds)).toThrow('"shield.kinds" is compiled into a snapshot');
    const typo = { shield: { sensitivity: "strickt" } } as object;
    expect(() => createGuard(module, typo)).toThrow('did you mean "strict"?');
  });

  test("makes handlers wait for the body, and others answer at once", async () => {
    const handler = guardHandler(guard, async (request) => new Response(await request.text()));
    const denied = handler(post(JSON.stringify({ a: script })));
    expect(denied).toBeInstanceOf(Promise);
    expect((await denied).status).toBe(403);
    expect(await (await handler(post('{"a":1}'))).text()).toBe('{"a":1}');
  });
});

test("a policy that reads no bodies never touches one", async () => {
  const plain = createGuard(await bakePolicy({ bots: {} }));
  expect(plain.readsBody).toBe(false);
  const request = post(script);
  request.clone = () => {
    throw new Error("cloned");
  };
  expect((await plain.protect(request)).rule).toBe("bots");
  const browser = {
    method: "POST",
    url: "/",
    headers: {
      "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
    },
  };
  expect((await plain.protect(browser)).reasons).toEqual([]);
  expect(guardHandler(plain, () => new Response("hello"))(request)).toBeInstanceOf(Response);
});
