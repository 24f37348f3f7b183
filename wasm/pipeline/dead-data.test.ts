import { expect, test } from "vitest";
import { BinaryError } from "../../packages/cli/src/binary/index.ts";
import { findDataByReaders, findDeadData } from "./dead-data.ts";
import { constantRange as constant, link } from "./linked.fixture.ts";

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
  expect(() => findDeadData(link([{}], [{}], { relocations: false }), ["f0"])).toThrow(BinaryError);
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
