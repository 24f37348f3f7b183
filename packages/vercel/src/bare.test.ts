import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as exported from "./bare.ts";
import { snapwall } from "./snapwall.ts";

const bare = exported.snapwall;

const curl = { headers: { "user-agent": "curl/8.15.0" } };
const module = new WebAssembly.Module(
  readFileSync(new URL("../../../wasm/artifacts/snapwall.wasm", import.meta.url)),
);

test.each([
  ["the bare entry", bare],
  ["the package itself", snapwall],
])("%s takes a module of one's own beside the options", (_, make) => {
  expect(make({ module }).check(curl).denied).toBe(true);
  expect(make({ module, bots: { allow: ["CURL"] } }).check(curl).denied).toBe(false);
});

test.each([
  ["the bare entry", bare],
  ["the package itself", snapwall],
])("%s takes no import that gave nothing for a module", (_, make) => {
  const options = { module: undefined } as unknown as exported.BareOptions;
  const message = '"module" expected WebAssembly.Module, got undefined';
  expect(() => make(options)).toThrow(new TypeError(message));
});

test("an option beside the module is checked as ever", () => {
  const options = { module, bot: {} } as exported.BareOptions;
  expect(() => bare(options)).toThrow('"bot" is not an option; did you mean "bots"?');
});

test("the bare entry has one public name", () => {
  expect(Object.keys(exported)).toEqual(["snapwall"]);
});
