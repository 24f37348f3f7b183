import { expect, test } from "vitest";
import { readExports, readImports, writeExports } from "../binary/index.ts";
import { buildModule } from "../binary/module.fixture.ts";
import { sealImports } from "./seal-imports.ts";

const module = buildModule({ segments: [{ address: 40, bytes: Uint8Array.of(7, 8, 9) }] });

test("a sealed module needs no imports and works as before", () => {
  const sealed = sealImports(module);
  expect(readImports(sealed)).toEqual([]);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(sealed));
  const peek = exports.peek as (address: number) => number;
  expect([peek(40), peek(41), peek(42), peek(43)]).toEqual([7, 8, 9, 0]);
});

test("exports keep their indices", () => {
  expect(readExports(sealImports(module))).toEqual(readExports(module));
});

test("what was imported traps when it is called", () => {
  const exported = writeExports(module, [{ name: "log", kind: "function", index: 0 }]);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(sealImports(exported)));
  expect(exports.log).toThrow(WebAssembly.RuntimeError);
});

test("a module without imports comes back as it is", () => {
  const sealed = sealImports(module);
  expect(sealImports(sealed)).toEqual(sealed);
});
