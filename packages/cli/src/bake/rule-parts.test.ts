import binaryen from "binaryen";
import { expect, test } from "vitest";
import { keepExports, readExports, readFunctionSizes, writeExports } from "../binary/index.ts";
import { findTools } from "./node-tools.ts";
import { dropUnusedRules } from "./rule-parts.ts";

/** A matcher in small: `check` calls the rules that the flags in its memory name. */
const source = `(module
  (memory (export "memory") 1)
  (func $fold (param $seed i32) (result i32)
    (local $sum i32)
    (loop $again
      (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31)) (i32.load8_u (local.get $seed))))
      (local.set $seed (i32.add (local.get $seed) (i32.const 1)))
      (br_if $again (i32.lt_u (local.get $seed) (i32.const 60000))))
    (local.get $sum))
  (func $bots (export "rule:bots") (param i32) (result i32)
    (i32.add (i32.const 10) (i32.and (local.get 0) (i32.const 1))))
  (func $filters (export "rule:filters") (param i32) (result i32)
    (if (result i32) (i32.and (local.get 0) (i32.const 4))
      (then (call $regex (local.get 0)))
      (else (i32.const 20))))
  (func $regex (export "rule:filters.regex") (param i32) (result i32) (call $fold (local.get 0)))
  (func (export "check") (param $flags i32) (result i32)
    (if (i32.and (local.get $flags) (i32.const 1))
      (then (return (call $bots (local.get $flags)))))
    (if (i32.and (local.get $flags) (i32.const 2))
      (then (return (call $filters (local.get $flags)))))
    (i32.const 0)))`;

const parsed = binaryen.parseText(source);
const module = Uint8Array.from(parsed.emitBinary());

/** Drops what is unused and optimises, as a bake does. */
async function ship(used: readonly string[]) {
  const { module: reduced, dropped } = dropUnusedRules(module, used);
  const tools = await findTools();
  const shipped = await tools.optimise(keepExports(reduced, ["memory", "check"]));
  const { exports } = new WebAssembly.Instance(
    new WebAssembly.Module(shipped as Uint8Array<ArrayBuffer>),
  );
  return { shipped, dropped, check: exports.check as (flags: number) => number };
}

const codeBytes = (bytes: Uint8Array) => readFunctionSizes(bytes).reduce((a, b) => a + b, 0);

test("the functions of rules that a policy does not use are gone, the others work", async () => {
  const all = await ship(["request", "bots", "filters", "filters.regex"]);
  const bots = await ship(["request", "bots"]);
  expect(all.dropped).toEqual([]);
  expect(bots.dropped).toEqual(["filters", "filters.regex"]);
  expect(codeBytes(bots.shipped)).toBeLessThan(codeBytes(all.shipped) / 2);
  expect([bots.check(0), bots.check(1)]).toEqual([0, 11]);
  expect(all.check(6)).toBe(all.check(6));
});

test("a part of a rule can go while the rule stays", async () => {
  const { dropped, check } = await ship(["filters"]);
  expect(dropped).toEqual(["bots", "filters.regex"]);
  expect(check(2)).toBe(20);
});

test("a rule that is called though it was dropped traps: it never answers as if it had looked", async () => {
  const { check } = await ship([]);
  expect(check(0)).toBe(0);
  expect(() => check(1)).toThrow(WebAssembly.RuntimeError);
  expect(() => check(2)).toThrow(WebAssembly.RuntimeError);
});

test("a function that stands behind a used name as well is kept", () => {
  const exports = readExports(module);
  const index = exports.find(({ name }) => name === "rule:bots")?.index ?? 0;
  const folded = writeExports(module, [
    ...exports,
    { name: "rule:email", kind: "function", index },
  ]);
  const { dropped } = dropUnusedRules(folded, ["bots", "filters", "filters.regex"]);
  expect(dropped).toEqual([]);
});

test("a module without such exports is left as it is", () => {
  const plain = keepExports(module, ["memory", "check"]);
  expect(dropUnusedRules(plain, [])).toEqual({ module: plain, dropped: [] });
});
