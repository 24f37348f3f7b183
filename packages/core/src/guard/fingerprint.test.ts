import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bakePolicy } from "../../test/bake-policy.ts";
import { buildGuest } from "../../test/build-guest.ts";
import { expectFingerprint, type PlainRequest } from "../../test/fingerprint-oracle.ts";
import { snapshot } from "../../test/snapshot.ts";
import type { Characteristic } from "../types/policy.ts";
import { createGuard, type Guard } from "./guard.ts";

const chosen: Characteristic[] = [
  ...(["ip", "host", "path", "method"] as const),
  ...(["header:user-agent", "header:x-tenant", "cookie:id", "cookie:session"] as const),
  ...(["query:q", "query:a b", "custom:plan", "custom:user"] as const),
];

async function guardOf(characteristics: readonly Characteristic[]): Promise<Guard> {
  return createGuard(await bakePolicy({ fingerprint: { characteristics } }));
}

function take(guard: Guard, { method, url, headers, ip, local }: PlainRequest): string {
  return guard.fingerprint({ method, url, headers }, { ip, local });
}

const whole: PlainRequest = {
  method: "POST",
  url: "/a%2Fb?q=1&q=%C3%BC&a+b=c",
  headers: {
    host: "Shop.example:8080",
    "user-agent": "curl/8",
    cookie: "id=1; session=x=y; id=2; ID=3",
  },
  ip: "2001:db8:1:2::3",
  local: { plan: "free" },
};

test("a fingerprint is what the documentation says, of a request with everything", async () => {
  const guard = await guardOf(chosen);
  const expected = expectFingerprint(chosen, whole);
  expect(guard.hasFingerprint).toBe(true);
  expect(take(guard, whole)).toBe(expected);
  expect(expected).toMatch(/^[0-9a-f]{64}$/);
});

test("it is the same whatever form the request comes in", async () => {
  const guard = await guardOf(chosen);
  const { method, headers, ip, local } = whole;
  const absolute = { ...whole, url: `http://shop.example:8080${whole.url}` };
  const options = { ip, local };
  const forms = [
    new Request(absolute.url, { method, headers }),
    { method, url: absolute.url, headers: new Headers(headers) },
    { method, url: whole.url, headers: Object.entries(headers) },
    { method, url: whole.url, headers: new Map(Object.entries(headers)) },
  ];
  const taken = forms.map((request) => guard.fingerprint(request, options));
  expect(new Set(taken)).toEqual(new Set([expectFingerprint(chosen, whole)]));
});

describe("what comes more than once", () => {
  const twice: [what: string, chosen: Characteristic, one: PlainRequest, other: PlainRequest][] = [
    [
      "headers are joined, in order",
      "header:x-tenant",
      { method: "GET", url: "/", headers: { "x-tenant": "a, b" } },
      { method: "GET", url: "/", headers: { "x-tenant": "b, a" } },
    ],
    [
      "cookies of one name all count, in order",
      "cookie:id",
      { method: "GET", url: "/", headers: { cookie: "id=1; id=2" } },
      { method: "GET", url: "/", headers: { cookie: "id=2; id=1" } },
    ],
    [
      "parameters of one name all count, in order",
      "query:q",
      { method: "GET", url: "/?q=1&q=2", headers: {} },
      { method: "GET", url: "/?q=2&q=1", headers: {} },
    ],
  ];
  test.each(twice)("%s", async (_, characteristic, one, other) => {
    const guard = await guardOf([characteristic]);
    expect(take(guard, one)).toBe(expectFingerprint([characteristic], one));
    expect(take(guard, one)).not.toBe(take(guard, other));
  });

  test("lines of one header are one value", async () => {
    const guard = await guardOf(["header:x-tenant"]);
    const lines = [["x-tenant", "a"] as const, ["X-Tenant", "b"] as const];
    const { headers } = { headers: { "x-tenant": "a, b" } };
    expect(guard.fingerprint({ headers: lines })).toBe(guard.fingerprint({ headers }));
  });
});

test("any request has the fingerprint that the reference gives it", async () => {
  const guards = await Promise.all(chosen.map((one) => guardOf([one])));
  const all = await guardOf(chosen.toReversed());
  const text = fc.string({ unit: fc.constantFrom(..."ab=&;%2b1+ .:/@ü😀"), maxLength: 16 });
  const pairs = fc.array(
    fc.tuple(fc.constantFrom("q", "a+b", "a%20b", "%71", "id", "session", ""), text),
  );
  const query = pairs.map((all) => all.map((pair) => pair.join("=")).join("&"));
  const cookie = pairs.map((all) => all.map((pair) => pair.join("=")).join("; "));
  const requests = fc.record<PlainRequest>(
    {
      method: fc.constantFrom("GET", "POST"),
      url: fc
        .tuple(fc.constantFrom("", "http://A.example:81", "https://[::1]"), query)
        .map(([origin, query]) => `${origin}/a//b${query === "" ? "" : `?${query}`}`),
      headers: fc.record(
        { host: fc.constantFrom("b.example", "B.example.:1", ""), cookie, "x-tenant": text },
        { requiredKeys: [] },
      ) as fc.Arbitrary<Record<string, string>>,
      ip: fc.constantFrom("192.0.2.1", "::ffff:192.0.2.1", "2001:db8::1", "fe80::1:2"),
      local: fc.record({ plan: text, user: text }, { requiredKeys: [] }) as fc.Arbitrary<
        Record<string, string>
      >,
    },
    { requiredKeys: ["method", "url", "headers"] },
  );
  fc.assert(
    fc.property(requests, (request) => {
      expect(take(all, request)).toBe(expectFingerprint(chosen, request));
      for (const [index, guard] of guards.entries()) {
        const one = chosen.slice(index, index + 1);
        expect(take(guard, request)).toBe(expectFingerprint(one, request));
      }
    }),
    { numRuns: 300 },
  );
});

test("the address is the decision's: given, found, or behind trusted proxies", async () => {
  const module = await bakePolicy({ client: {}, fingerprint: {} });
  const clientAddress = () => "10.0.0.1";
  const guard = createGuard(module, {
    clientAddress,
    client: { trustedProxies: ["10.0.0.0/8"] },
  });
  const of = (ip: string) =>
    expectFingerprint(["ip"], { method: "GET", url: "/", headers: {}, ip });
  const request = { headers: { "x-forwarded-for": "198.51.100.9, 192.0.2.1" } };
  expect(guard.fingerprint(request)).toBe(of("192.0.2.1"));
  expect(guard.fingerprint(request, { ip: "203.0.113.1" })).toBe(of("203.0.113.1"));
  expect(createGuard(module, { clientAddress }).fingerprint(request)).toBe(of("10.0.0.1"));
  for (const guardOptions of [{ clientAddress }, {}]) {
    const other = createGuard(module, guardOptions);
    const ip = other.check(request).ip ?? undefined;
    expect(other.fingerprint(request)).toBe(other.fingerprint({ headers: {} }, { ip }));
  }
});

test("what does not fit counts as missing", async () => {
  const guard = await guardOf(["ip", "header:x-tenant"]);
  const ip = "192.0.2.1";
  const long = guard.fingerprint({ headers: { "x-tenant": "x".repeat(70_000) } }, { ip });
  expect(long).toBe(guard.fingerprint({ headers: {} }, { ip }));
});

test("a guard whose policy has none says what to do", async () => {
  const message = 'The module\'s policy has no "fingerprint": add it and run `snapwall bake`';
  // The one as it ships, the other with the whole guest still in it.
  for (const module of [snapshot, await bakePolicy({ bots: {} })]) {
    const guard = createGuard(module);
    expect(guard.hasFingerprint).toBe(false);
    expect(() => guard.fingerprint({ headers: {} })).toThrow(
      expect.objectContaining({ code: "NO_RULE", message }),
    );
  }
});

test("a request that is none is the caller's mistake, and a fault has a code", async () => {
  const guard = await guardOf(["header:x-tenant"]);
  expect(() => guard.fingerprint(null as never)).toThrow(
    new TypeError('"request" expected object, got null'),
  );
  expect(() => guard.fingerprint({} as never)).toThrow(
    new TypeError('"request.headers" expected object, got undefined'),
  );
  const get = () => {
    throw new Error("no");
  };
  expect(() => guard.fingerprint({ headers: { get } })).toThrow(
    expect.objectContaining({ code: "HOST" }),
  );
  expect(() => createGuard(buildGuest()).fingerprint({ headers: {} })).toThrow(
    expect.objectContaining({ code: "NO_RULE" }),
  );
});

test("nothing of a request is left in the guest, and its memory does not grow", async () => {
  const module = await bakePolicy({ fingerprint: { characteristics: ["cookie:id", "header:a"] } });
  const memories: WebAssembly.Memory[] = [];
  const { Instance } = WebAssembly;
  const spy = new Proxy(Instance, {
    construct(target, [given]) {
      const instance = new target(given);
      memories.push(instance.exports.memory as WebAssembly.Memory);
      return instance;
    },
  });
  WebAssembly.Instance = spy;
  const guard = createGuard(module);
  WebAssembly.Instance = Instance;
  const [memory] = memories;
  if (memory === undefined) throw new Error("no memory");
  const before = Buffer.from(memory.buffer.slice());
  const secret = "0123456789abcdefghijklmnopqrstuvwxyz".repeat(4);
  for (let round = 0; round < 100; round++) {
    guard.fingerprint({ headers: { cookie: `id=${secret}`, a: secret } });
  }
  expect(memory.buffer.byteLength).toBe(before.length);
  const after = Buffer.from(memory.buffer);
  for (let at = 0; at < 36; at++) {
    const piece = Buffer.from(secret.slice(at, at + 8));
    expect(before.includes(piece) || !after.includes(piece)).toBe(true);
    // The words of the hash stand in memory the other way round.
    expect(after.includes(piece.swap32())).toBe(false);
  }
});
