import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { afterEach, describe, expect, test, vi } from "vitest";
import { snapshot } from "../../test/snapshot.ts";
import { VERSION } from "../abi.ts";
import { describeModule } from "../engine/describe-module.ts";
import { createGuard } from "./guard.ts";

const bot = { headers: { "user-agent": "Mozilla/5.0 (compatible; GPTBot/1.2)" } };
const search = { headers: { "user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)" } };
const nameless = { headers: {} };

afterEach(() => {
  vi.restoreAllMocks();
});

describe("the default policy", () => {
  test("is to deny bots, by name and place", () => {
    const { ip, ...decision } = createGuard(snapshot).check(bot).toJSON();
    expect(decision).toMatchObject({ action: "deny", rule: "bots", status: 403 });
    expect(decision.reasons[0]).toEqual({
      rule: "bots",
      id: "GPTBOT",
      category: "ai",
      effect: "deny",
      where: { part: "header", name: "user-agent", start: 25, end: 31 },
      matched: "GPTBot",
    });
  });

  test("is described by the module", () => {
    const description = describeModule(snapshot);
    expect(description.abi).toBe(VERSION);
    expect(description.rules).toContain("bots");
    expect(description.bots?.ai?.includes("GPTBOT")).toBe(true);
  });
});

describe("at run time", () => {
  test("a list of denied bots replaces the snapshot's", () => {
    const guard = createGuard(snapshot, { bots: { deny: ["gptbot"] } });
    expect([guard.check(bot).action, guard.check(search).action]).toEqual(["deny", "allow"]);
  });

  test("allowing beats denying", () => {
    const guard = createGuard(snapshot, { bots: { allow: ["category:search"] } });
    expect([guard.check(bot).action, guard.check(search).action]).toEqual(["deny", "allow"]);
    expect(guard.check(search)).toMatchObject({ rule: null, reasons: [{ effect: "allow" }] });
  });

  test("a request without a User-Agent may be let through", () => {
    expect(createGuard(snapshot).check(nameless).action).toBe("deny");
    const guard = createGuard(snapshot, { bots: { missingUserAgent: "allow" } });
    expect(guard.check(nameless).action).toBe("allow");
  });

  test("report mode denies nothing and says what it would have", () => {
    const decision = createGuard(snapshot, { mode: "report" }).check(bot);
    expect(decision).toMatchObject({ action: "allow", denied: false, wouldDeny: true });
    expect(decision.reasons[0]).toMatchObject({ id: "GPTBOT", effect: "report" });
  });

  test("a rule's own mode goes before the guard's", () => {
    const guard = createGuard(snapshot, { mode: "report", bots: { mode: "enforce" } });
    expect(guard.check(bot).action).toBe("deny");
  });

  test.each([
    ["GTPBOT", "GPTBOT"],
    ["ai", "category:ai"],
    ["category:serch", "category:search"],
  ])("the name %s is unknown, and %s is suggested", (given, meant) => {
    const create = () => createGuard(snapshot, { bots: { allow: ["GPTBOT", given] } });
    expect(create).toThrow(
      new RangeError(
        `"bots.allow[1]" expected the name of a bot or category, got "${given}"; did you mean "${meant}"?`,
      ),
    );
  });
});

test("the compiler, which holds no policy, is refused as not baked", () => {
  const url = new URL("../../../../wasm/artifacts/snapwall-compiler.wasm", import.meta.url);
  const compiler = new WebAssembly.Module(readFileSync(url));
  expect(() => createGuard(compiler)).toThrow(expect.objectContaining({ code: "NOT_BAKED" }));
});

test("a module of another realm judges all the same", () => {
  const url = new URL("../../../../wasm/artifacts/snapwall.wasm", import.meta.url);
  const module = runInNewContext("new WebAssembly.Module(bytes)", { bytes: readFileSync(url) });
  expect(createGuard(module).check(bot).reasons[0]?.id).toBe("GPTBOT");
});

test("a request of another realm is known as a platform's", () => {
  class Request {
    readonly method = "";
    readonly url = "not judged";
    readonly headers = new Headers(search.headers);
    readonly [Symbol.toStringTag] = "Request";
  }
  expect(createGuard(snapshot).check(new Request()).rule).toBe("bots");
});

test("after a hundred thousand requests memory has not grown, and none of them is left in it", () => {
  let instance: WebAssembly.Instance | undefined;
  const { Instance } = WebAssembly;
  vi.spyOn(WebAssembly, "Instance").mockImplementation(function open(module) {
    instance = new Instance(module);
    return instance;
  });
  const guard = createGuard(snapshot);
  const memory = instance?.exports.memory as WebAssembly.Memory;
  const before = new Uint8Array(memory.buffer).slice();
  const marks = ["mark-in-agent", "mark-in-url", "203.0.113.77"];
  for (let i = 0; i < 100_000; i++) {
    const headers = { "user-agent": `${marks[0]} ${i % 2 ? "GPTBot" : "€"}`.repeat(1 + (i % 40)) };
    guard.check({ method: "GET", url: `/${marks[1]}`, headers }, { ip: marks[2] });
  }
  expect(memory.buffer.byteLength).toBe(before.length);
  expect(memory.buffer.byteLength).toBeLessThanOrEqual(512 * 1024);
  const text = Buffer.from(memory.buffer).toString("latin1");
  for (const mark of marks) expect(text).not.toContain(mark);
  expect(() => memory.grow(1)).toThrow(RangeError);
});
