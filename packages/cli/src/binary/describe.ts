import { type DataSegment, readDataSegments } from "./data.ts";
import { type ModuleExport, readExports } from "./exports.ts";
import { readFunctionSizes } from "./functions.ts";
import { type ModuleImport, readImports } from "./imports.ts";
import { readMemory } from "./memory.ts";
import { findSection, readSections, sectionIds } from "./sections.ts";
import type { Limits } from "./value-types.ts";

/** The structure of a module. */
export interface ModuleDescription {
  readonly bytes: number;
  readonly sections: readonly {
    readonly name: string;
    readonly custom: boolean;
    readonly offset: number;
    readonly bytes: number;
  }[];
  readonly imports: readonly ModuleImport[];
  readonly exports: readonly ModuleExport[];
  /** In pages of 64 KiB. */
  readonly memory?: Limits;
  /** Whether instantiation runs code. */
  readonly start: boolean;
  readonly functions: { readonly count: number; readonly bytes: number };
  /** Data that instantiation copies into memory. */
  readonly data: { readonly segments: number; readonly bytes: number };
  /** Data that waits for `memory.init`. */
  readonly passiveData: { readonly segments: number; readonly bytes: number };
}

/**
 * Describes a module: sections, imports, exports, memory, code and data.
 *
 * @throws {BinaryError} when the bytes are not a module; the error says what is wrong and where
 *
 * @example
 * ```ts
 * const { imports, data } = describeModule(await readFile("guard.wasm"));
 * console.log(imports.length, data.bytes);
 * ```
 */
export function describeModule(module: Uint8Array): ModuleDescription {
  const sections = readSections(module);
  const memory = readMemory(module);
  const sizes = readFunctionSizes(module);
  const segments = readDataSegments(module);
  const measure = (data: readonly DataSegment[]) => {
    return { segments: data.length, bytes: sum(data.map(({ bytes }) => bytes.length)) };
  };
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    bytes: module.length,
    sections: sections.map(({ id, name, offset, bytes }) => {
      return { name, custom: id === sectionIds.custom, offset, bytes: bytes.length };
    }),
    imports: readImports(module),
    exports: readExports(module),
    ...(memory === undefined ? {} : { memory }),
    start: findSection(sections, "start") !== undefined,
    functions: { count: sizes.length, bytes: sum(sizes) },
    data: measure(segments.filter(({ active }) => active)),
    passiveData: measure(segments.filter(({ active }) => !active)),
  };
}
