import { readConstant } from "./expression.ts";
import { readImports } from "./imports.ts";
import { ByteReader } from "./reader.ts";
import { findSection, readSections, replaceSection } from "./sections.ts";
import { readValueType } from "./value-types.ts";
import { ByteWriter } from "./writer.ts";

/** A global that a module defines. */
export interface ModuleGlobal {
  /** Index among all globals, counting imported ones first. */
  readonly index: number;
  readonly type: string;
  readonly mutable: boolean;
  /** Initial value if it is an `i32.const`, as an unsigned number. */
  readonly value?: number;
  /** The definition as encoded in the section: type, mutability, expression. */
  readonly bytes: Uint8Array;
}

/**
 * Lists the globals that a module defines.
 *
 * @throws {BinaryError} when the bytes are not a module
 */
export function readGlobals(module: Uint8Array): ModuleGlobal[] {
  const section = findSection(readSections(module), "global");
  if (section === undefined) return [];
  const imported = readImports(module).filter((entry) => entry.kind === "global").length;
  const reader = new ByteReader(section.bytes, section.offset);
  const globals: ModuleGlobal[] = [];
  const count = reader.count("globals");
  for (let number = 0; number < count; number++) {
    const what = `global ${imported + number}`;
    const start = reader.offset;
    const type = readValueType(reader, what);
    const mutability = reader.byte(what);
    if (mutability > 1) reader.fail(`unknown mutability ${mutability} of ${what}`);
    const value = readConstant(reader, `the value of ${what}`);
    const bytes = section.bytes.subarray(start - section.offset, reader.offset - section.offset);
    const global = { index: imported + number, type, mutable: mutability === 1, bytes };
    globals.push(value === undefined ? global : { ...global, value });
  }
  reader.end("the global section");
  return globals;
}

/**
 * Returns the module with new initial values for some of its `i32` globals.
 *
 * @param values by the index of the global
 */
export function writeGlobalValues(
  module: Uint8Array,
  values: ReadonlyMap<number, number>,
): Uint8Array<ArrayBuffer> {
  const globals = readGlobals(module);
  const writer = new ByteWriter().u32(globals.length);
  for (const { index, type, mutable, bytes } of globals) {
    const value = values.get(index);
    if (value === undefined) writer.bytes(bytes);
    else if (type !== "i32") throw new RangeError(`"values" expected i32 globals, got ${type}`);
    else
      writer
        .bytes([0x7f, mutable ? 1 : 0, 0x41])
        .s32(value)
        .byte(0x0b);
  }
  return replaceSection(module, "global", writer.finish());
}
