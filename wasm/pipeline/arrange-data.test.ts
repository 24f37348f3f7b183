import { expect, test } from "vitest";
import { hostPageBytes, readMemory } from "../../packages/cli/src/binary/index.ts";
import { arrangeData } from "./arrange-data.ts";
import {
  behindConstants,
  behindValue,
  type Code,
  type Constant,
  constantRange,
  constantsBase,
  contentOf,
  link,
} from "./linked.fixture.ts";

/** Instantiates a module of the fixture. */
function run(module: Uint8Array) {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(module)));
  const memory = new DataView((exports.memory as WebAssembly.Memory).buffer);
  return {
    call: (name: string) => (exports[name] as () => number)(),
    read: (address: number) => memory.getUint32(address, true),
    behind: (exports.behind as WebAssembly.Global<"i32">).value,
  };
}

const functions: Code[] = [{ names: [0, 2] }, { names: [1, 3], calls: [0] }, { names: [4] }];
const constants: Constant[] = [{}, {}, {}, {}, { pointsTo: [1] }];

test("functions read what they read before, and pointers point to it", () => {
  const linked = link(functions, constants);
  const { module } = arrangeData(linked, [[constantRange(1)], [constantRange(3, 2)]], 2);
  const [before, after] = [run(linked), run(module)];
  expect(after.call("f0")).toBe(contentOf(0) + contentOf(2));
  for (const name of ["f0", "f1"]) expect(after.call(name)).toBe(before.call(name));
  expect(after.call("f2")).not.toBe(before.call("f2"));
  expect(after.read(after.call("f2"))).toBe(contentOf(1));
});

test("constants lie in the order of their groups, those of the last in a page", () => {
  const order = [[constantRange(4)], [constantRange(1)], [constantRange(2)]];
  const { module, place } = arrangeData(link(functions, constants), order, 2);
  const places = [4, 1, 2, 0, 3].map((constant) => place([constantRange(constant)]));
  expect(places.flat().map(({ start }) => start)).toEqual([
    constantsBase,
    constantsBase + 4,
    hostPageBytes,
    // The linker had put it at an address of sixteen.
    hostPageBytes + 16,
    hostPageBytes + 20,
  ]);
  const { read } = run(module);
  expect(places.slice(1).map(([range]) => read(range?.start ?? 0))).toEqual(
    [1, 2, 0, 3].map(contentOf),
  );
});

test("a range of several constants is found again in its pieces", () => {
  const { place } = arrangeData(link(functions, constants), [[constantRange(0, 2)]], 1);
  expect(place([constantRange(1, 2)])).toEqual([
    { start: constantsBase + 4, end: constantsBase + 8 },
    { start: hostPageBytes, end: hostPageBytes + 4 },
  ]);
});

test("pieces that only their alignment parts come as one range", () => {
  const order = [[constantRange(4)], [constantRange(0)], [constantRange(1)]];
  const { place } = arrangeData(link(functions, constants), order, 3);
  expect(place([constantRange(4), constantRange(0)])).toEqual([
    { start: constantsBase, end: constantsBase + 20 },
  ]);
  expect(place([constantRange(4), constantRange(1)])).toEqual([
    { start: constantsBase, end: constantsBase + 4 },
    { start: constantsBase + 20, end: constantsBase + 24 },
  ]);
});

test("what is behind the constants, and a global that points to it, make room for them", () => {
  const linked = link(functions, constants, { behind: true });
  const { module, place } = arrangeData(linked, [[constantRange(0)]], 1);
  const { behind, read } = run(module);
  expect(behind).toBeGreaterThan(hostPageBytes);
  expect(behind % 16).toBe(0);
  expect(read(behind)).toBe(behindValue);
  expect(place([{ start: behindConstants, end: behindConstants + 1 }])).toEqual([
    { start: behind, end: behind + 1 },
  ]);
});

test("memory has room for what moves beyond its end", () => {
  const linked = link(functions, constants, { behind: true });
  const { module } = arrangeData(linked, [[constantRange(0)]], 1);
  expect(readMemory(module)?.minimum).toBe((readMemory(linked)?.minimum ?? 0) + 1);
});
