import { expect, test } from "vitest";
import { LineError } from "./line-error.ts";
import { readRequestLine } from "./read-request-line.ts";

test("takes every key of a request", () => {
  const line = {
    method: "POST",
    url: "/a?b",
    headers: { "User-Agent": "x", accept: ["a", "b"] },
    ip: "192.0.2.1",
    body: "täxt",
    facts: { "ip.src.country": "FR", "ip.src.asnum": 3215 },
    local: { plan: "free", trial: true },
  };
  const { headers } = line;
  expect(readRequestLine(line)).toEqual({
    request: { method: "POST", url: "/a?b", headers },
    options: { ip: "192.0.2.1", facts: line.facts, local: line.local, body: "täxt" },
  });
});

test("takes headers as pairs, in order and repeated", () => {
  const headers = [
    ["accept", "a"],
    ["accept", "b"],
  ];
  expect(readRequestLine({ headers }).request.headers).toEqual(headers);
});

test("what is missing is missing in the request, but for the method", () => {
  expect(readRequestLine({})).toEqual({
    request: { method: "GET", url: undefined, headers: {} },
    options: {},
  });
});

test.each([
  [null, "expected a JSON object, got null"],
  [[1, 2], "expected a JSON object, got [1,2]"],
  ["GET /", 'expected a JSON object, got "GET /"'],
  [{ metod: "GET" }, 'unknown key "metod"; did you mean "method"?'],
  [{ Headers: {} }, 'unknown key "Headers"; did you mean "headers"?'],
  [{ timestamp: 1 }, 'unknown key "timestamp"'],
  [JSON.parse('{"__proto__":{}}'), 'unknown key "__proto__"'],
  [{ email: "a@b.example" }, '"email" is not part of a request: put it on a line of its own'],
  [{ text: "x", url: "/" }, '"text" is not part of a request: put it on a line of its own'],
  [{ method: 1 }, '"method" expected a string, got 1'],
  [{ url: null }, '"url" expected a string, got null'],
  [{ ip: ["192.0.2.1"] }, '"ip" expected a string, got ["192.0.2.1"]'],
  [{ body: {} }, '"body" expected a string, got {}'],
  [{ facts: [] }, '"facts" expected an object, got []'],
  [{ local: { a: {} } }, '"local.a" expected a string, number or boolean, got {}'],
  [{ headers: "a: b" }, '"headers" expected an object or [name, value] pairs, got "a: b"'],
  [{ headers: { a: 1 } }, '"headers.a" expected a string or strings, got 1'],
  [{ headers: { a: ["b", null] } }, '"headers.a" expected a string or strings, got ["b",null]'],
  [{ headers: [["a", "b"], ["c"]] }, '"headers[1]" expected [name, value], got ["c"]'],
])("says what is wrong with %j", (line, message) => {
  expect(() => readRequestLine(line)).toThrow(new LineError(message));
});

test("a long value is cut short in the message", () => {
  expect(() => readRequestLine("x".repeat(1000))).toThrow(/^.{1,100}…$/);
});
