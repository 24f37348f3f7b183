import { expect, test } from "vitest";
import { LineError } from "./line-error.ts";
import { readJson } from "./read-json.ts";

test("reads JSON, with blanks and a carriage return around it", () => {
  expect(readJson(Buffer.from(' {"a":[1,"ü"]}\r'))).toEqual({ a: [1, "ü"] });
});

test.each([
  ["", "empty line, expected a JSON object"],
  [" \r", "empty line, expected a JSON object"],
  ["{", "not JSON: a closing brace is missing at column 2"],
  ['{"a":x}', "not JSON: unexpected text at column 6"],
  ['{"a":1', "not JSON: a closing brace is missing at column 7"],
  ['{"a" 1}', "not JSON: a colon is missing at column 6"],
  ['{"a":1 "b":2}', "not JSON: a comma is missing at column 8"],
  ["[1,]", "not JSON: a value is missing at column 4"],
  ['{"a":"ü"}}', "not JSON: unexpected text after the value at column 10"],
  ['{"a":1} // x', "not JSON: unexpected comment at column 9"],
  ['{"a":"x', "not JSON: the string does not end at column 6"],
  ['{"a":"\\q"}', "not JSON: malformed escape in the string at column 6"],
  ['{"a":"\t"}', "not JSON: unescaped control character in the string at column 6"],
  ["GET / HTTP/1.1", "not JSON: unexpected text at column 1"],
])("says what is wrong with %j", (text, message) => {
  expect(() => readJson(Buffer.from(text))).toThrow(new LineError(message));
});

test.each([
  ["a byte that never occurs", [0x22, 0xff, 0x22], 2],
  ["a character cut short", [0x22, 0xc3, 0x22], 3],
  ["a last character cut off", [0x22, 0xe2, 0x82], 4],
  ["an encoded surrogate", [0x22, 0xed, 0xa0, 0x80, 0x22], 3],
])("says where the bytes stop being UTF-8: %s", (_, bytes, position) => {
  expect(() => readJson(Buffer.from(bytes))).toThrow(`not UTF-8 at byte ${position}`);
});

test("a million open brackets are an error like any other", () => {
  expect(() => readJson(Buffer.from("[".repeat(1_000_000)))).toThrow(/^not JSON/);
});
