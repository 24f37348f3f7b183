import { expect, test } from "vitest";
import { INPUT_FLAGS } from "../abi.ts";
import type { CheckOptions, GuardRequest } from "../types/request.ts";
import { asksFurther, type Finders, readFurtherParts } from "./read-further-parts.ts";
import { readParts } from "./read-parts.ts";

const METHOD = 1;
const URL_AND_IP = 6;
const nobody: Finders = { findAddress: undefined, findFacts: undefined };

function read(
  request: GuardRequest,
  asked: { reads?: number; furtherNames?: string[] },
  options?: CheckOptions,
  finders = nobody,
) {
  const parts = readParts(request, options?.ip, []);
  const flags = readFurtherParts(
    parts,
    request,
    options,
    { reads: 0, furtherNames: [], ...asked },
    finders,
  );
  return { flags, parts };
}

const page = new Request("https://a.test/b?c", { method: "POST" });

test("a policy that reads headers only asks no further", () => {
  expect(asksFurther({ reads: 0, furtherNames: [] })).toBe(false);
  expect(asksFurther({ reads: 1, furtherNames: [] })).toBe(true);
  expect(asksFurther({ reads: 0, furtherNames: ["tls.version"] })).toBe(true);
});

test("the method and the URL of a platform's request are read where a rule asks, and vouched for", () => {
  expect(read(page, { reads: METHOD })).toEqual({
    flags: INPUT_FLAGS.vouched,
    parts: ["POST", null, null],
  });
  expect(read(page, { reads: URL_AND_IP }).parts).toEqual([null, "https://a.test/b?c", null]);
});

test("nobody vouches for a request that no platform has parsed", () => {
  const raw = { method: "GET", url: "/a", headers: {} };
  expect(read(raw, { reads: URL_AND_IP })).toEqual({ flags: 0, parts: ["GET", "/a", null] });
});

test("the address is looked up where a rule reads it and none was given", () => {
  const finders = { ...nobody, findAddress: (_: GuardRequest, context: unknown) => `${context}` };
  const options = { context: "192.0.2.1" };
  expect(read(page, { reads: URL_AND_IP }, options, finders).parts[2]).toBe("192.0.2.1");
  expect(read(page, { reads: METHOD }, options, finders).parts[2]).toBeNull();
  const given = { ...options, ip: "198.51.100.7" };
  expect(read(page, { reads: URL_AND_IP }, given, finders).parts[2]).toBe("198.51.100.7");
});

test("facts come from the platform, and what the caller knows better wins", () => {
  const finders = {
    ...nobody,
    findFacts: () => ({ "ip.src.country": "FR", "ip.src.asnum": 3215 }),
  };
  const asked = { furtherNames: ["ip.src.country", "ip.src.asnum", "ip.src.city", "toString"] };
  expect(read(page, asked, undefined, finders).parts.slice(3)).toEqual(["FR", "3215", null, null]);
  const options = { facts: { "ip.src.country": "DE" } };
  expect(read(page, asked, options, finders).parts.slice(3, 5)).toEqual(["DE", "3215"]);
});

test("the platform is asked for facts only where a rule reads one", () => {
  const finders: Finders = {
    ...nobody,
    findFacts: () => {
      throw new Error("asked");
    },
  };
  read(page, { furtherNames: ["local.plan", "http.request.body.size"] }, undefined, finders);
  expect(() => read(page, { furtherNames: ["tls.version"] }, undefined, finders)).toThrow("asked");
});

test("what the application knows is read by its own keys", () => {
  const local = { plan: "free", seats: 3, trial: true, nothing: null };
  const names = ["plan", "seats", "trial", "nothing", "other", "constructor"];
  const asked = { furtherNames: names.map((name) => `local.${name}`) };
  expect(read(page, asked, { local }).parts.slice(3)).toEqual([
    "free",
    "3",
    "true",
    null,
    null,
    null,
  ]);
});

test.each([
  ["12", "12"],
  ["", null],
  ["-1", null],
  ["1e3", null],
  ["12, 13", null],
  ["9".repeat(16), null],
])("Content-Length %j announces a body of %j bytes", (announced, size) => {
  const request = { headers: { "Content-Length": announced } };
  expect(read(request, { furtherNames: ["http.request.body.size"] }).parts[3]).toBe(size);
});

test("the length of a body that is at hand wins over the announced one", () => {
  const request = { headers: { "content-length": "5" } };
  const asked = { furtherNames: ["http.request.body.size"] };
  expect(read(request, asked, { bodyBytes: 7 }).parts[3]).toBe("7");
});
