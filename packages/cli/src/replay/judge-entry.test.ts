import { readFileSync } from "node:fs";
import { createGuard, type Guard } from "@snapwall/core";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { shippedModule } from "../wasm.ts";
import { type LogEntry, record } from "./formats/log-entry.ts";
import { rememberVerdicts } from "./judge-entry.ts";

const BROWSER =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

let guard: Guard;
beforeAll(async () => {
  guard = createGuard(await WebAssembly.compile(readFileSync(shippedModule)));
});

function entry(
  headers: Record<string, string | undefined>,
  method = "GET",
  url = "/",
  ip = "192.0.2.1",
): LogEntry {
  const recorded = record([], true);
  return { request: { method, url, headers }, options: { ip }, status: 0, timeMs: 0, recorded };
}

/** A guard that says how often it was asked. */
function count(inner: Guard): Guard & { asked: number } {
  const counting = {
    ...inner,
    asked: 0,
    check: (...args: Parameters<Guard["check"]>) => {
      counting.asked++;
      return inner.check(...args);
    },
  };
  return counting;
}

test("a verdict that was remembered is the one that the guard would give", () => {
  const judge = rememberVerdicts(guard);
  const text = fc.constantFrom(undefined, "", "\n", "\nx", BROWSER, "GPTBot/1.3", "curl/8", "é");
  const brands = fc.constantFrom(undefined, "", "null", '"HeadlessChrome";v="142"', '","', "\n");
  const headers = fc.record({ "user-agent": text, "sec-ch-ua": brands, "signature-agent": brands });
  const method = fc.constantFrom("GET", "POST", "", "G T", "PROPFIND");
  const url = fc.constantFrom("/", "/a?b=1", "", "a", "/\u0000", "/é", "//", "*", "http://[");
  const ip = fc.constantFrom("192.0.2.1", "2001:db8::1", "", "192.0.2.256", "x");
  fc.assert(
    fc.property(headers, method, url, ip, (...request) => {
      const made = entry(...request);
      const { reasons } = guard.check(made.request, made.options);
      const expected = reasons.map(({ where, matched, ...finding }) => finding);
      expect(judge(made)).toMatchObject(expected);
      expect(judge(made)).toHaveLength(expected.length);
    }),
    { numRuns: 2000 },
  );
});

test("the guard is asked once for one User-Agent, and each time when the form is in doubt", () => {
  const counting = count(guard);
  const judge = rememberVerdicts(counting);
  for (let index = 0; index < 10; index++)
    judge(entry({ "user-agent": "GPTBot" }, "GET", `/${index}`));
  expect(counting.asked).toBe(1);
  for (let index = 0; index < 10; index++) judge(entry({ "user-agent": "GPTBot" }, "GET", "odd"));
  expect(counting.asked).toBe(11);
});

test("nothing is remembered for a policy with a rule that may read more", () => {
  const counting = count(guard);
  const described = { ...guard.describe(), rules: ["request", "bots", "other"] };
  const judge = rememberVerdicts({ ...counting, describe: () => described });
  for (let index = 0; index < 10; index++) judge(entry({ "user-agent": "GPTBot" }));
  expect(counting.asked).toBe(10);
});
