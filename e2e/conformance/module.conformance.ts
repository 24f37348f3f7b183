/**
 * What any build of the module must do, tested through core without a platform. CI runs it on a
 * module that it has just built: `SNAPWALL_MODULE=path npm run test:conformance`.
 */
import { readFileSync } from "node:fs";
import { createGuard, type DecisionJson, type RequestLike } from "@snapwall/core";
import { describe, expect, it } from "vitest";
import { browserHeaders, cases, userAgents } from "../cases.ts";
import { factsOf } from "../decision-facts.ts";
import { guardsWith } from "../fixtures/site/guards.ts";
import { malformed } from "./malformed.ts";
import { modulePath } from "./module-path.ts";

const module = new WebAssembly.Module(readFileSync(modulePath));
const guards = guardsWith((options) => createGuard(module, options));

type Case = (typeof cases)[number];

const headersOf = {
  "the platform's Request": (row: Case) =>
    new Request("https://example.com/a?b", { method: row.method ?? "GET", headers: pairsOf(row) }),
  "pairs of names and values": (row: Case): RequestLike => ({
    method: row.method ?? "GET",
    url: "/a?b",
    headers: pairsOf(row),
  }),
  "a record": (row: Case): RequestLike => ({ headers: Object.fromEntries(pairsOf(row)) }),
};

for (const [form, make] of Object.entries(headersOf)) {
  describe(`a request given as ${form}`, () => {
    it.each(cases)("$name", (row) => {
      expect(factsOf(judge(row, make(row)))).toEqual(row.expected);
    });
  });
}

describe("a malformed request", () => {
  it.each(malformed)("$name", ({ request, ip, expected }) => {
    const decision = guards.default.check(request(), ip === undefined ? {} : { ip });
    expect(decision.toJSON()).toMatchObject(expected);
  });

  it("leaves nothing behind that another request would see", () => {
    const before = cases.map((row) => judge(row, headersOf["a record"](row)));
    for (const { request, ip } of malformed) {
      guards.default.check(request(), ip === undefined ? {} : { ip });
    }
    expect(cases.map((row) => judge(row, headersOf["a record"](row)))).toEqual(before);
  });
});

describe("the module", () => {
  it("asks nothing of its host and starts nothing", () => {
    expect(WebAssembly.Module.imports(module)).toEqual([]);
    const names = WebAssembly.Module.exports(module).map(({ name }) => name);
    expect(names.sort()).toEqual(["check", "configure", "layout", "memory"]);
  });

  it("cannot grow its memory", () => {
    const { memory } = new WebAssembly.Instance(module).exports;
    if (!(memory instanceof WebAssembly.Memory)) throw new TypeError("memory is not exported");
    expect(() => memory.grow(1)).toThrow(RangeError);
  });

  it("judges a hundred thousand requests without a change of mind", () => {
    const browser = { headers: Object.fromEntries(browserHeaders(userAgents.chrome)) };
    const bot = { headers: { "user-agent": userAgents.gptBot } };
    let denied = 0;
    for (let index = 0; index < 50_000; index += 1) {
      if (guards.default.check(browser).denied) denied += 1;
      if (guards.default.check(bot).denied) denied += 1;
    }
    expect(denied).toBe(50_000);
  });
});

function judge(row: Case, request: Request | RequestLike): DecisionJson {
  return guards[row.guard ?? "default"].check(request).toJSON();
}

function pairsOf(row: Case): [string, string][] {
  return row.headers.map(([name, value]) => [name, value]);
}
