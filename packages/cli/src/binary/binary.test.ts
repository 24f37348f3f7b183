import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  BinaryError,
  describeModule,
  dropCustomSections,
  emptyFunctions,
  keepExports,
  readCustomSection,
  readDataSegments,
  readExports,
  readFunctionNames,
  readFunctionSizes,
  readGlobals,
  readImports,
  readMemory,
  readSections,
  repack,
  setCustomSection,
  trimMemory,
  writeDataSegments,
  writeGlobalValues,
  writeSections,
} from "./index.ts";
import { buildModule, memoryOf } from "./module.fixture.ts";
import { ByteWriter } from "./writer.ts";

const text = (value: string) => new TextEncoder().encode(value);
const sample = buildModule({
  segments: [
    { address: 16, bytes: text("abc") },
    { address: 40, bytes: text("def") },
    { address: 200, bytes: text("ghi") },
  ],
});

describe("reading", () => {
  test("a module's parts are what they were built of", () => {
    expect(WebAssembly.validate(sample)).toBe(true);
    expect(readImports(sample)).toEqual([{ module: "env", name: "log", kind: "function" }]);
    expect(readExports(sample)).toEqual([
      { name: "memory", kind: "memory", index: 0 },
      { name: "peek", kind: "function", index: 1 },
      { name: "g", kind: "global", index: 0 },
    ]);
    expect(readMemory(sample)).toEqual({ minimum: 2, shared: false, is64: false });
    expect(readGlobals(sample)).toMatchObject([
      { index: 0, type: "i32", mutable: true, value: 16384 },
    ]);
    expect(readFunctionNames(sample)).toEqual(
      new Map([
        [0, "log"],
        [1, "peek"],
      ]),
    );
    expect(readFunctionSizes(sample)).toEqual([7]);
    expect(readDataSegments(sample).map(({ address }) => address)).toEqual([16, 40, 200]);
  });

  test("a description sums up the module", () => {
    const description = describeModule(sample);
    expect(description.bytes).toBe(sample.length);
    expect(description.start).toBe(false);
    expect(description.functions).toEqual({ count: 1, bytes: 7 });
    expect(description.data).toEqual({ segments: 3, bytes: 9 });
    expect(description.sections.filter((section) => section.custom)).toMatchObject([
      { name: "name" },
      { name: "note", bytes: 5 },
    ]);
  });

  test("sections written back give the same bytes", () => {
    expect(writeSections(readSections(sample))).toEqual(sample);
  });
});

describe("emptying functions", () => {
  test("leaves a valid module in which they trap", () => {
    const emptied = emptyFunctions(sample, [1]);
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(emptied), {
      env: { log: (value: number) => value },
    });
    expect(readFunctionSizes(emptied)).toEqual([3]);
    expect(() => (exports.peek as (address: number) => number)(16)).toThrow(
      WebAssembly.RuntimeError,
    );
    expect(readFunctionNames(emptied)).toEqual(readFunctionNames(sample));
  });

  test("of none changes nothing", () => {
    expect(emptyFunctions(sample, [])).toEqual(sample);
  });

  test.each([0, 2])("refuses function %s, which the module does not define", (index) => {
    const message = `"functions" expected indices of 1 to 1, got ${index}`;
    expect(() => emptyFunctions(sample, [index])).toThrow(new RangeError(message));
  });
});

test("a writer grows past its first buffer, at any write", () => {
  for (let before = 1020; before < 1026; before++) {
    const written = new ByteWriter().bytes(new Uint8Array(before)).u32(7).string("abc").finish();
    expect([...written.subarray(before)]).toEqual([7, 3, 97, 98, 99]);
  }
});

describe("rejecting", () => {
  const rejected: [string, number[], string][] = [
    [
      "no bytes",
      [],
      'not a WebAssembly module: the magic bytes "\\0asm" are missing at offset 0 (0x0)',
    ],
    [
      "text",
      [...text("hello, world")],
      'not a WebAssembly module: the magic bytes "\\0asm" are missing at offset 0 (0x0)',
    ],
    [
      "magic alone",
      [0, 0x61, 0x73, 0x6d],
      "the version is missing: the bytes end at offset 4 (0x4)",
    ],
    [
      "another version",
      [0, 0x61, 0x73, 0x6d, 2, 0, 0, 0],
      "version 1 is expected, got 2 at offset 4 (0x4)",
    ],
    [
      "a component",
      [0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0],
      "a WebAssembly component, where a core module is expected at offset 4 (0x4)",
    ],
  ];
  test.each(rejected)("%s", (_, bytes, message) => {
    expect(() => describeModule(new Uint8Array(bytes))).toThrow(message);
  });

  const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  const broken: [string, number[], string][] = [
    ["an unknown section", [99, 0], "unknown section id 99 at offset 8"],
    [
      "a section longer than the file",
      [1, 5, 0],
      "the type section needs 5 bytes, 1 are left at offset 10",
    ],
    [
      "a repeated section",
      [5, 1, 0, 5, 1, 0],
      "the memory section is out of order or repeated at offset 11",
    ],
    [
      "sections out of order",
      [5, 1, 0, 3, 1, 0],
      "the function section is out of order or repeated at offset 11",
    ],
    [
      "a size of more than 32 bits",
      [1, 0xff, 0xff, 0xff, 0xff, 0x7f],
      "the size of the type section does not fit 32 bits at offset 9",
    ],
    [
      "more exports than bytes",
      [7, 1, 100],
      "100 exports are declared, 0 bytes are left at offset 10",
    ],
    [
      "a name that is not UTF-8",
      [7, 5, 1, 1, 0xff, 0, 0],
      "an export's name is not UTF-8 at offset 12",
    ],
    [
      "bytes after the exports",
      [7, 2, 0, 9],
      "the export section ends early: 1 bytes are left over at offset 11",
    ],
    [
      "two exports of one name",
      [7, 9, 2, 1, 97, 0, 0, 1, 97, 0, 0],
      'export "a" is repeated at offset 15',
    ],
    [
      "an unknown instruction",
      [11, 4, 1, 0, 0x99, 0],
      "unknown instruction 0x99 in a data segment's address at offset 12",
    ],
    [
      "data that is cut off",
      [11, 6, 1, 0, 0x41, 0, 0x0b, 9],
      "a data segment needs 9 bytes, 0 are left at offset 16",
    ],
  ];
  test.each(broken)("%s", (_, bytes, message) => {
    expect(() => describeModule(new Uint8Array([...header, ...bytes]))).toThrow(message);
  });

  test("any truncation and any changed byte ends in a description or a BinaryError", () => {
    const change = fc.record({
      at: fc.nat(sample.length - 1),
      value: fc.integer({ min: 0, max: 255 }),
      end: fc.nat(sample.length),
    });
    const property = fc.property(change, ({ at, value, end }) => {
      const bytes = sample.slice(0, Math.max(end, at));
      bytes[at] = value;
      try {
        describeModule(bytes);
        readFunctionNames(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(BinaryError);
        expect((error as BinaryError).offset).toBeLessThanOrEqual(bytes.length);
      }
    });
    fc.assert(property, { numRuns: 3000 });
  });

  test("whatever the engine accepts of changed bytes is accepted here too", () => {
    const change = fc.tuple(fc.nat(sample.length - 1), fc.integer({ min: 0, max: 255 }));
    const property = fc.property(change, ([at, value]) => {
      const bytes = sample.slice();
      bytes[at] = value;
      if (WebAssembly.validate(bytes)) expect(() => describeModule(bytes)).not.toThrow();
    });
    fc.assert(property, { numRuns: 3000 });
  });

  test("time grows with the length of hostile bytes, not faster", () => {
    const hostile = (sections: number) => {
      const bytes = new Uint8Array(8 + sections * 3);
      bytes.set(header);
      for (let at = 8; at < bytes.length; at += 3) bytes.set([0, 1, 0], at);
      return bytes;
    };
    const fastest = (sections: number) => {
      const bytes = hostile(sections);
      const times = [1, 2, 3].map(() => {
        const started = performance.now();
        expect(describeModule(bytes).sections).toHaveLength(sections);
        return performance.now() - started;
      });
      return Math.min(...times);
    };
    // Eight times the bytes: linear takes eight times as long, quadratic sixty-four.
    expect(fastest(64_000)).toBeLessThan(24 * fastest(8_000));
  });
});

describe("rewriting", () => {
  test("custom sections are set once, read back and dropped", () => {
    const described = setCustomSection(
      setCustomSection(sample, "note", text("a")),
      "note",
      text("b"),
    );
    expect(readCustomSection(described, "note")).toEqual(text("b"));
    expect(readSections(described).filter(({ name }) => name === "note")).toHaveLength(1);
    const bare = dropCustomSections(described, ["note"]);
    expect(readSections(bare).filter(({ id }) => id === 0)).toMatchObject([{ name: "note" }]);
    expect(WebAssembly.validate(bare)).toBe(true);
  });

  test("only the named exports are kept, and a missing one is an error", () => {
    expect(readExports(keepExports(sample, ["peek"]))).toMatchObject([{ name: "peek" }]);
    expect(() => keepExports(sample, ["poke"])).toThrow(
      '"names" expected exports of the module, got "poke"',
    );
  });

  test("a global gets its new value", () => {
    const rewritten = writeGlobalValues(sample, new Map([[0, 0xffff_fff0]]));
    expect(WebAssembly.validate(rewritten)).toBe(true);
    expect(readGlobals(rewritten)).toMatchObject([{ value: 0xffff_fff0, mutable: true }]);
  });

  test("a trimmed memory has the pages in use and cannot grow", () => {
    const trimmed = trimMemory(sample, 300);
    expect(readMemory(trimmed)).toEqual({ minimum: 1, maximum: 1, shared: false, is64: false });
    expect(memoryOf(trimmed)).toEqual(memoryOf(sample).slice(0, 65536));
    expect(() => trimMemory(sample, 202)).toThrow(
      '"bytesInUse" expected >= 203, where the data ends, got 202',
    );
  });

  test("repacking merges short gaps and keeps long ones", () => {
    const repacked = readDataSegments(repack(sample));
    expect(repacked.map(({ address, bytes }) => [address, bytes.length])).toEqual([
      [16, 27],
      [200, 3],
    ]);
  });

  test("data that overlaps is left as it is", () => {
    const overlapping = buildModule({
      segments: [
        { address: 10, bytes: text("abc") },
        { address: 11, bytes: text("x") },
      ],
    });
    expect(repack(overlapping)).toEqual(overlapping);
  });

  test("a repacked module has the same memory, whatever the segments and the gap", () => {
    const run = fc.record({ gap: fc.nat(80), bytes: fc.uint8Array({ maxLength: 40 }) });
    const property = fc.property(fc.array(run, { maxLength: 30 }), fc.nat(64), (runs, gapBytes) => {
      let address = 0;
      const segments = runs.map(({ gap, bytes }) => {
        const segment = { address: address + gap, bytes };
        address += gap + bytes.length;
        return segment;
      });
      const module = buildModule({ segments });
      const repacked = repack(module, gapBytes);
      expect(Buffer.compare(memoryOf(repacked), memoryOf(module))).toBe(0);
      expect(readDataSegments(repacked).length).toBeLessThanOrEqual(Math.max(1, segments.length));
    });
    fc.assert(property, { numRuns: 200 });
  });

  test("a module without data gets a data section", () => {
    const sections = readSections(buildModule()).filter(({ name }) => name !== "data");
    const filled = writeDataSegments(writeSections(sections), [{ address: 5, bytes: text("z") }]);
    expect(memoryOf(filled)[5]).toBe(122);
  });
});
