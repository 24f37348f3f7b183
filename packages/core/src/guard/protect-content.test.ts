import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { bakePolicy } from "../../test/bake-policy.ts";
import { createGuard, type Guard } from "./guard.ts";

const card = "4111 1111 1111 1111";
let guard: Guard;

beforeAll(async () => {
  guard = createGuard(
    await bakePolicy({
      email: { deny: ["invalid"], fields: ["email", "user.email", "items[].email"] },
      sensitive: { deny: ["creditCard"], fields: ["comment", "note"] },
    }),
  );
});

function post(body: BodyInit, type?: string): Request {
  const headers = type === undefined ? {} : { headers: { "content-type": type } };
  return new Request("https://a.example/", { method: "POST", body, ...headers });
}

const FORM = "application/x-www-form-urlencoded";
const MULTIPART = "multipart/form-data; boundary=";
const LONG = "-".repeat(30);

function part(disposition: string, boundary: string, end = `\r\n--${boundary}--\r\n`): Request {
  const headers = `Content-Disposition: form-data; ${disposition}`;
  return post(`--${boundary}\r\n${headers}\r\n\r\nnone${end}`, `${MULTIPART}${boundary}`);
}

function utf16(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array([...text].flatMap((character) => [character.charCodeAt(0), 0]));
}

const json = (value: unknown) => post(JSON.stringify(value), "application/json");

describe("fields that the policy names", () => {
  test("make a guard one that reads bodies", () => {
    expect(guard.readsBody).toBe(true);
  });

  test.each<[string, Request, string]>([
    ["a member", json({ email: "none" }), "email"],
    ["a member of a member", json({ user: { email: "none" } }), "user.email"],
    [
      "members of an array",
      json({ items: [{ email: "a@b.example" }, { email: "x" }] }),
      "items[].email",
    ],
    ["a field of a form", post(new URLSearchParams({ email: "none" })), "email"],
    ["JSON that says it is text", post('{"email":"none"}', "text/plain"), "email"],
    ["JSON that says it is an image", post('{"email":"none"}', "image/png"), "email"],
    ["JSON that says it is a form", post('{"email":"none"}', FORM), "email"],
    ["JSON that says it is a multipart form", post('{"email":"none"}', `${MULTIPART}x`), "email"],
    ["JSON after a byte order mark", post('\ufeff{"email":"none"}', "application/json"), "email"],
    [
      "JSON in UTF-16",
      post(utf16('{"email":"none"}'), "application/json; charset=utf-16"),
      "email",
    ],
    ["a part", part('name="email"', LONG), "email"],
    ["a part between short boundaries", part('name="email"', "x"), "email"],
    ["a part with an empty file name", part('name="email"; filename=""', LONG), "email"],
    ["a part with an escape in its name", part('name="em\\ail"', LONG), "email"],
    ["a part of a form that is cut off", part('name="email"', LONG, ""), "email"],
  ])("are judged in %s", async (_, request, name) => {
    expect(await guard.protect(request)).toMatchObject({
      action: "deny",
      rule: "email",
      status: 403,
      reasons: expect.arrayContaining([
        expect.objectContaining({
          rule: "email",
          id: "invalid",
          effect: "deny",
          where: expect.objectContaining({ part: "field", name }),
        }),
      ]),
    });
  });

  test("are judged behind any number of others", async () => {
    const others = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`f${n}`, "a"]));
    expect(await guard.protect(json({ ...others, email: "none" }))).toMatchObject({ denied: true });
  });

  test("are judged up to ten thousand, and a decision says that there are more", async () => {
    const items = (count: number) => Array(count).fill({ email: "a@b.com" });
    const all = await guard.protect(json({ items: items(10_000) }));
    expect(all.reasons).toEqual([]);
    const more = await guard.protect(json({ items: [...items(10_000), { email: "none" }] }));
    expect(more.reasons).toEqual([{ rule: "request", id: "BODY_TRUNCATED", effect: "note" }]);
  });

  test("take no time that grows with the length of keys", async () => {
    const fields = Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [n, "a"]));
    const request = json({ ["k".repeat(400_000)]: fields });
    const start = performance.now();
    expect((await guard.protect(request)).reasons).toEqual([]);
    // Names that are built of such keys have 20 GB.
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test("are judged in a form with files", async () => {
    const form = new FormData();
    form.set("comment", `my card is ${card}`);
    form.set("file", new Blob([card]), "a.txt");
    const decision = await guard.protect(post(form));
    expect(decision).toMatchObject({ rule: "sensitive", denied: true });
    expect(decision.reasons.at(-1)).toMatchObject({
      id: "creditCard",
      where: { part: "field", name: "comment", start: 11, end: 30 },
    });
    expect(JSON.stringify(decision)).not.toContain("1111");
  });

  test("may be numbers", async () => {
    const decision = await guard.protect(json({ note: 4111111111111111 }));
    expect(decision).toMatchObject({ rule: "sensitive" });
  });

  test.each<[string, Request]>([
    ["another field", json({ mail: "none", user: { comment: card } })],
    ["a key with a dot at another depth", json({ a: { user: { email: "none" } } })],
    ["JSON that does not parse", post('{"email":"none"', "application/json")],
    ["no body", new Request("https://a.example/")],
  ])("are not looked for in %s", async (_, request) => {
    expect(await guard.protect(request)).toMatchObject({ action: "allow", rule: null });
  });

  test("leave the body to the application", async () => {
    const request = json({ email: "someone@example.com" });
    await guard.protect(request);
    expect(await request.json()).toEqual({ email: "someone@example.com" });
  });

  test("behind the first MiB are not judged, which is noted", async () => {
    const long = `email=a@b.example&x=${"y".repeat(2 << 20)}&email=none`;
    const decision = await guard.protect(post(long, "application/x-www-form-urlencoded"));
    expect(decision.action).toBe("allow");
    expect(decision.reasons).toContainEqual(
      expect.objectContaining({ id: "BODY_TRUNCATED", effect: "note" }),
    );
  });

  test("that nest without end cost what the body is long", async () => {
    const deep = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
    expect(await guard.protect(post(deep, "application/json"))).toMatchObject({ action: "allow" });
  });
});

test("the whole body is one field of *, whatever it is", async () => {
  const all = createGuard(await bakePolicy({ sensitive: { deny: ["creditCard"], fields: ["*"] } }));
  for (const request of [
    post(`a ${card}`, "text/plain"),
    post(`{"a": "${card}"`, "application/json"),
    json([{ b: [card] }]),
    post(new URLSearchParams({ c: card })),
  ]) {
    expect(await all.protect(request)).toMatchObject({ rule: "sensitive", denied: true });
  }
});

test("content that the caller picked out is judged too", async () => {
  const request = new Request("https://a.example/");
  expect(await guard.protect(request, { email: "none" })).toMatchObject({ rule: "email" });
  expect(await guard.protect(request, { text: card })).toMatchObject({ rule: "sensitive" });
  expect(await guard.protect(request, { email: "a@b.example", text: "x" })).toMatchObject({
    action: "allow",
  });
  await expect(
    createGuard(await bakePolicy({})).protect(request, { email: "x" }),
  ).rejects.toMatchObject({ code: "NO_RULE" });
});

test("at most eight addresses of a request are looked up", async () => {
  let lookups = 0;
  const resolveMx = async () => {
    lookups++;
    return true;
  };
  const module = await bakePolicy({ email: { fields: ["to[]"] } });
  const to = Array.from({ length: 50 }, (_, index) => `a${index}@example.com`);
  await createGuard(module, { resolveMx }).protect(json({ to }));
  expect(lookups).toBe(8);
});

test("a rule in report mode tells what it would have denied", async () => {
  const module = await bakePolicy({ email: { mode: "report", fields: ["email"] } });
  const decision = await createGuard(module).protect(json({ email: "none" }));
  expect(decision).toMatchObject({ action: "allow", wouldDeny: true });
  expect(decision.reasons).toContainEqual(
    expect.objectContaining({ id: "invalid", effect: "report" }),
  );
});

describe("selectors that the guest fails to return", () => {
  afterEach(() => void vi.restoreAllMocks());

  /** Makes the given functions of every instance trap. */
  function breakExports(...names: string[]): void {
    const { Instance } = WebAssembly;
    vi.spyOn(WebAssembly, "Instance").mockImplementation(function instantiate(module, imports) {
      const trap = () => {
        throw new WebAssembly.RuntimeError("unreachable");
      };
      const broken = Object.fromEntries(names.map((name) => [name, trap]));
      return { exports: { ...new Instance(module, imports).exports, ...broken } };
    });
  }

  test.each(["email", "sensitive"])("are a fault of %s, which onError decides", async (rule) => {
    const module = await bakePolicy({ [rule]: { fields: ["a"] } });
    breakExports(rule);
    for (const effect of ["deny", "allow"] as const) {
      const faults: string[] = [];
      const onFault = ({ code }: { code: string }) => void faults.push(code);
      const decision = await createGuard(module, { onError: effect, onFault }).protect(
        json({ a: "none" }),
      );
      expect(decision).toMatchObject({ action: effect, denied: effect === "deny" });
      expect(decision.reasons).toEqual([{ rule: "error", id: "TRAP", effect }]);
      expect(faults).toEqual(["TRAP"]);
    }
  });

  test("leave what other rules find", async () => {
    const module = await bakePolicy({
      email: { fields: ["email"] },
      sensitive: { deny: ["creditCard"], fields: ["note"] },
    });
    breakExports("email");
    const decision = await createGuard(module, { onError: "allow" }).protect(json({ note: card }));
    expect(decision).toMatchObject({ denied: true, rule: "sensitive" });
    expect(decision.reasons[0]).toEqual({ rule: "error", id: "TRAP", effect: "allow" });
  });
});
