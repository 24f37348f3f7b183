import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import type { RequestLike } from "../types/request.ts";
import { readParts } from "./read-parts.ts";

const NAMES = ["user-agent", "accept"];

describe("headers are read from", () => {
  const forms: [string, RequestLike["headers"]][] = [
    ["the platform's Headers", new Headers({ "User-Agent": "a", Accept: "b" })],
    ["anything with a get", { get: (name) => ({ "user-agent": "a", accept: "b" })[name] ?? null }],
    ["a record", { "user-agent": "a", accept: "b" }],
    ["a record in any case", { "USER-Agent": "a", aCCEPT: "b" }],
    [
      "a record without a prototype",
      Object.assign(Object.create(null), { Accept: "b", "User-Agent": "a" }),
    ],
    ["a record with a header named get", { get: "x", "user-agent": "a", accept: "b" }],
    [
      "pairs",
      [
        ["User-Agent", "a"],
        ["x", "y"],
        ["ACCEPT", "b"],
      ],
    ],
    [
      "a Map, whose own get would mind the case",
      new Map([
        ["User-Agent", "a"],
        ["Accept", "b"],
      ]),
    ],
    ["another realm's Map", runInNewContext("new Map([['User-Agent', 'a'], ['Accept', 'b']])")],
  ];
  test.each(forms)("%s", (_, headers) => {
    expect(readParts({ headers }, undefined, NAMES).slice(3)).toEqual(["a", "b"]);
  });
});

describe("a repeated header is joined in", () => {
  const forms: [string, RequestLike["headers"]][] = [
    [
      "Headers",
      new Headers([
        ["accept", "a"],
        ["Accept", "b"],
      ]),
    ],
    ["a record of lists", { accept: ["a", "b"] }],
    ["a record that differs in case", { accept: "a", Accept: "b" }],
    [
      "pairs",
      [
        ["accept", "a"],
        ["Accept", "b"],
      ],
    ],
  ];
  test.each(forms)("%s", (_, headers) => {
    expect(readParts({ headers }, null, NAMES)[4]).toBe("a, b");
  });
});

test("an absent header is not an empty one", () => {
  const headers = { "user-agent": "", accept: undefined };
  expect(readParts({ headers }, null, NAMES).slice(3)).toEqual(["", null]);
});

test("an inherited property is no header", () => {
  const headers = Object.create({ "user-agent": "inherited" });
  expect(readParts({ headers }, null, NAMES)[3]).toBeNull();
});

test("a header named like a member of Object is read", () => {
  const parts = readParts({ headers: { constructor: "x" } } as never, null, ["constructor"]);
  expect(parts[3]).toBe("x");
  expect(readParts({ headers: {} }, null, ["constructor"])[3]).toBeNull();
});

describe("method and URL", () => {
  test("are left out of a platform's Request, which has judged them", () => {
    const request = new Request("https://example.com/a", { method: "PUT" });
    expect(readParts(request, null, []).slice(0, 2)).toEqual([null, null]);
  });

  test("are left out of a subclass of Request", () => {
    class Special extends Request {}
    expect(readParts(new Special("https://a.example"), null, [])[1]).toBeNull();
  });

  test("are read from anything else", () => {
    const parts = readParts({ method: "", url: "::", headers: {} }, null, []);
    expect(parts.slice(0, 2)).toEqual(["", "::"]);
  });

  test("are absent where they are not given", () => {
    expect(readParts({ headers: {} }, null, []).slice(0, 2)).toEqual([null, null]);
  });
});

test("an address is read only when it is given", () => {
  expect(readParts({ headers: {} }, undefined, [])[2]).toBeNull();
  expect(readParts({ headers: {} }, null, [])[2]).toBeNull();
  expect(readParts({ headers: {} }, "", [])[2]).toBe("");
  expect(readParts({ headers: {} }, "192.0.2.1", [])[2]).toBe("192.0.2.1");
});

test("pairs that are none throw a TypeError", () => {
  expect(() => readParts({ headers: [1] } as never, null, NAMES)).toThrow(TypeError);
  expect(() => readParts({ headers: [[1, "b"]] } as never, null, NAMES)).toThrow(TypeError);
});
