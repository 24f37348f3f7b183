import { expect, test } from "vitest";
import { BinaryError, sectionIds, writeSections } from "../../packages/cli/src/binary/index.ts";
import { ByteWriter } from "../../packages/cli/src/binary/writer.ts";
import { findDataByReaders, findDeadData } from "./dead-data.ts";

/** Where the segment of the fixture begins. */
const base = 1024;

/** A constant of four bytes in the segment: its number, and the numbers of those that it points to. */
interface Constant {
  readonly pointsTo?: readonly number[];
}

/** A function: the constants that it names, and the functions that it calls. */
interface Code {
  readonly names?: readonly number[];
  readonly calls?: readonly number[];
}

/** Builds what a linker leaves with `--emit-relocs`; function `n` is exported as `fn`. */
function link(functions: readonly Code[], constants: readonly Constant[], relocations = true) {
  const body = [0, ...Array(30).fill(0x01), 0x0b];
  const bodyStart = (index: number) => 1 + index * (body.length + 1) + 1;
  const symbols = new ByteWriter().u32(functions.length + constants.length);
  for (const index of functions.keys()) symbols.byte(0).u32(0).u32(index).string(`f${index}`);
  constants.forEach((_, index) => {
    symbols
      .byte(1)
      .u32(0)
      .string(`c${index}`)
      .u32(0)
      .u32(index * 4)
      .u32(4);
  });
  const table = symbols.finish();
  const linking = new ByteWriter().u32(2).byte(8).u32(table.length).bytes(table);

  const inCode = functions.flatMap(({ names = [], calls = [] }, index) => [
    ...calls.map((to, place) => [0, bodyStart(index) + 2 + place, to]),
    ...names.map((to, place) => [4, bodyStart(index) + 12 + place, functions.length + to]),
  ]);
  // The section begins with a count, a mode, an address of four bytes and a length.
  const dataStart = 1 + 1 + 4 + 1;
  const inData = constants.flatMap(({ pointsTo = [] }, index) => {
    return pointsTo.map((to) => [5, dataStart + index * 4, functions.length + to]);
  });
  const relocate = (section: number, entries: readonly (readonly number[])[]) => {
    const writer = new ByteWriter().u32(section).u32(entries.length);
    for (const [type = 0, offset = 0, symbol = 0] of entries) {
      writer.byte(type).u32(offset).u32(symbol);
      if (type !== 0) writer.s32(0);
    }
    return writer;
  };

  const exports = new ByteWriter().u32(functions.length);
  for (const index of functions.keys()) exports.string(`f${index}`).byte(0).u32(index);
  const code = new ByteWriter().u32(functions.length);
  for (const _ of functions) code.u32(body.length).bytes(body);
  const content = new Uint8Array(constants.length * 4).fill(0xff);
  const data = new ByteWriter().u32(1).byte(0).byte(0x41).s32(base).byte(0x0b);
  const section = (name: keyof typeof sectionIds, writer: ByteWriter) => {
    return { id: sectionIds[name], name, bytes: writer.finish() };
  };
  const custom = (name: string, writer: ByteWriter) => {
    return { id: sectionIds.custom, name, bytes: writer.finish() };
  };
  return writeSections([
    section("type", new ByteWriter().bytes([1, 0x60, 0, 0])),
    section("function", new ByteWriter().u32(functions.length).bytes(functions.map(() => 0))),
    section("memory", new ByteWriter().bytes([1, 0, 1])),
    section("export", exports),
    section("code", code),
    section("data", data.u32(content.length).bytes(content)),
    ...(relocations
      ? [
          custom("linking", linking),
          custom("reloc.CODE", relocate(4, inCode)),
          custom("reloc.DATA", relocate(5, inData)),
        ]
      : []),
  ]);
}

const constant = (number: number, count = 1) => {
  return { start: base + 4 * number, end: base + 4 * (number + count) };
};

test("a constant that only the other half names is dead", () => {
  const module = link([{ names: [0] }, { names: [1] }], [{}, {}]);
  expect(WebAssembly.validate(module)).toBe(true);
  expect(findDeadData(module, ["f0"])).toEqual([constant(1)]);
  expect(findDeadData(module, ["f1"])).toEqual([constant(0)]);
  expect(findDeadData(module, ["f0", "f1"])).toEqual([]);
});

test("a constant that both halves name is alive", () => {
  const module = link([{ names: [0, 1] }, { names: [1, 2] }], [{}, {}, {}]);
  expect(findDeadData(module, ["f0"])).toEqual([constant(2)]);
});

test("calls are followed, in circles too", () => {
  const module = link([{ calls: [1] }, { calls: [0, 2] }, { names: [1] }], [{}, {}, {}]);
  expect(findDeadData(module, ["f0"])).toEqual([constant(0), constant(2)]);
});

test("pointers in constants are followed", () => {
  const module = link([{ names: [0] }], [{ pointsTo: [2] }, { pointsTo: [3] }, {}, {}]);
  expect(findDeadData(module, ["f0"])).toEqual([constant(1), constant(3)]);
});

test("without relocations nothing is guessed", () => {
  expect(() => findDeadData(link([{}], [{}], false), ["f0"])).toThrow(BinaryError);
});

test("data of functions that may be emptied are listed once, with all that reach them", () => {
  const functions = [{ calls: [1, 2], names: [0] }, { names: [0, 1, 2] }, { names: [2, 3] }];
  const readers = new Map([
    ["one", ["f1"]],
    ["two", ["f2"]],
  ]);
  expect(findDataByReaders(link(functions, [{}, {}, {}, {}]), ["f0"], readers)).toEqual([
    { readers: ["two"], ranges: [constant(3)] },
    { readers: ["one"], ranges: [constant(1)] },
    { readers: ["one", "two"], ranges: [constant(2)] },
  ]);
});

test("what a function names that only another reader calls is its own", () => {
  const functions = [{ calls: [1] }, { calls: [2] }, { names: [0] }];
  const readers = new Map([
    ["outer", ["f1"]],
    ["inner", ["f2"]],
  ]);
  expect(findDataByReaders(link(functions, [{}]), ["f0"], readers)).toEqual([
    { readers: ["inner"], ranges: [constant(0)] },
  ]);
});
