import { expect, it } from "vitest";
import { writeEmptyModule } from "./empty-module.ts";

it.each([0, 3, 200])("has %d pages of memory and answers 0", (pages) => {
  const module = new WebAssembly.Module(writeEmptyModule(pages) as Uint8Array<ArrayBuffer>);
  expect(WebAssembly.Module.imports(module)).toEqual([]);
  const { memory, check } = new WebAssembly.Instance(module).exports;
  expect((memory as WebAssembly.Memory).buffer.byteLength).toBe(pages * 65_536);
  expect((check as () => number)()).toBe(0);
});
