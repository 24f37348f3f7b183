import { sectionIds, writeSections } from "../../packages/cli/src/binary/index.ts";
import { ByteWriter } from "../../packages/cli/src/binary/writer.ts";

/** Address of the fixture's first constant. */
export const constantsBase = 1024;

/** Address of the data after the constants, as in the exported global `behind`. */
export const behindConstants = 2048;

/** Value of the data after the constants. */
export const behindValue = 77;

/**
 * A constant of four bytes: the address of the constant it points to, else {@link contentOf} its
 * number.
 */
export interface Constant {
  readonly pointsTo?: readonly number[];
}

/** A function: the constants that it sums, and the functions whose results it adds. */
export interface Code {
  readonly names?: readonly number[];
  readonly calls?: readonly number[];
}

/** Value of a constant that is not a pointer. */
export const contentOf = (constant: number) => 1000 + constant;

const addressOf = (constant: number) => constantsBase + 4 * constant;

/** The address range of consecutive constants. */
export function constantRange(constant: number, count = 1) {
  return { start: addressOf(constant), end: addressOf(constant + count) };
}

/** Encodes a number in five bytes, as linkers do for relocatable values. */
const fiveBytes = (value: number) =>
  [0, 7, 14, 21, 28].map((bit) => ((value >> bit) & 0x7f) | (bit < 28 ? 0x80 : 0));

/** What a fixture contains in addition to functions and constants. */
export interface LinkOptions {
  /** Whether to include symbols and relocations, as with `--emit-relocs`. */
  readonly relocations?: boolean;
  /** Whether to include data after the constants, with an exported global that points to it. */
  readonly behind?: boolean;
}

/**
 * Builds a module as a linker does with `--emit-relocs`. Function `n` is exported as `fn` (`f0`,
 * `f1`, …) and returns the sum of the constants that it refers to and the results of the functions
 * that it calls.
 */
export function link(
  functions: readonly Code[],
  constants: readonly Constant[],
  { relocations = true, behind = false }: LinkOptions = {},
): Uint8Array<ArrayBuffer> {
  const symbols = new ByteWriter().u32(functions.length + constants.length);
  for (const index of functions.keys()) symbols.byte(0).u32(0).u32(index).string(`f${index}`);
  constants.forEach((_, index) => {
    const offset = 4 * index;
    symbols.byte(1).u32(0).string(`c${index}`).u32(0).u32(offset).u32(4);
  });
  const table = symbols.finish();
  const linking = new ByteWriter().u32(2).byte(8).u32(table.length).bytes(table);

  // [type, offset, symbol]: calls have type 0, addresses have type 4 (in code) or 5 (in data).
  const inCode: [number, number, number][] = [];
  const code = new ByteWriter().u32(functions.length);
  let start = 1;
  for (const { names = [], calls = [] } of functions) {
    // i32.const 0, then for each operand: push it, i32.add.
    const body: number[] = [0, 0x41, 0];
    const sizeBytes = 1;
    for (const to of calls) {
      inCode.push([0, start + sizeBytes + body.length + 1, to]);
      body.push(0x10, ...fiveBytes(to), 0x6a);
    }
    for (const to of names) {
      inCode.push([4, start + sizeBytes + body.length + 1, functions.length + to]);
      body.push(0x41, ...fiveBytes(addressOf(to)), 0x28, 2, 0, 0x6a);
    }
    body.push(0x0b);
    code.u32(body.length).bytes(body);
    start += sizeBytes + body.length;
  }

  const content = new Uint32Array(
    constants.map(({ pointsTo: [to] = [] }, index) =>
      to === undefined ? contentOf(index) : addressOf(to),
    ),
  );
  // Preceded by a count, a mode, an address of four bytes and a length.
  const dataStart = 1 + 1 + 4 + 1;
  const inData = constants.flatMap(({ pointsTo = [] }, index) => {
    return pointsTo.map((to) => [5, dataStart + 4 * index, functions.length + to] as const);
  });
  const data = new ByteWriter().u32(behind ? 2 : 1);
  data.byte(0).byte(0x41).s32(constantsBase).byte(0x0b).u32(content.byteLength);
  data.bytes(new Uint8Array(content.buffer));
  if (behind) data.byte(0).byte(0x41).s32(behindConstants).byte(0x0b).u32(1).byte(behindValue);

  const exports = new ByteWriter().u32(functions.length + 2);
  for (const index of functions.keys()) exports.string(`f${index}`).byte(0).u32(index);
  exports.string("memory").byte(2).u32(0).string("behind").byte(3).u32(0);

  const relocate = (section: number, entries: readonly (readonly number[])[]) => {
    const writer = new ByteWriter().u32(section).u32(entries.length);
    for (const [type = 0, offset = 0, symbol = 0] of entries) {
      writer.byte(type).u32(offset).u32(symbol);
      if (type !== 0) writer.s32(0);
    }
    return writer;
  };
  const section = (name: keyof typeof sectionIds, writer: ByteWriter) => {
    return { id: sectionIds[name], name, bytes: writer.finish() };
  };
  const custom = (name: string, writer: ByteWriter) => {
    return { id: sectionIds.custom, name, bytes: writer.finish() };
  };
  const global = new ByteWriter().u32(1).bytes([0x7f, 0, 0x41]).s32(behindConstants).byte(0x0b);
  return writeSections([
    section("type", new ByteWriter().bytes([1, 0x60, 0, 1, 0x7f])),
    section("function", new ByteWriter().u32(functions.length).bytes(functions.map(() => 0))),
    section("memory", new ByteWriter().bytes([1, 0, 1])),
    section("global", global),
    section("export", exports),
    section("code", code),
    section("data", data),
    ...(relocations
      ? [
          custom("linking", linking),
          custom("reloc.CODE", relocate(5, inCode)),
          custom("reloc.DATA", relocate(6, inData)),
        ]
      : []),
  ]);
}
