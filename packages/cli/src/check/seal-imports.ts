import {
  findSection,
  readImports,
  readSections,
  type Section,
  sectionIds,
  writeSections,
} from "../binary/index.ts";
import { ByteReader } from "../binary/reader.ts";
import { ByteWriter } from "../binary/writer.ts";

/** A function of the code section, 3 bytes long: no locals, `unreachable`, `end`. */
const TRAP = [3, 0x00, 0x00, 0x0b];

/**
 * Returns the module with each imported function replaced with a trap, so that it can be
 * instantiated without imports.
 *
 * A snapshot no longer calls what only its initialiser needed. The optimiser would discover that
 * and delete the imports, in seconds; this takes microseconds and keeps every function's index.
 *
 * @throws {BinaryError} when the bytes are not a module
 * @throws {RangeError} when the module imports something other than functions
 */
export function sealImports(module: Uint8Array): Uint8Array<ArrayBuffer> {
  const types = readTypes(module);
  const sections = readSections(module).filter(({ id }) => id !== sectionIds.import);
  return writeSections(
    sections.map((section) => {
      if (section.id === sectionIds.function) return prepend(section, types.map(encode));
      if (section.id !== sectionIds.code) return section;
      return prepend(
        section,
        types.map(() => TRAP),
      );
    }),
  );
}

function readTypes(module: Uint8Array): number[] {
  const other = readImports(module).find(({ kind }) => kind !== "function");
  if (other !== undefined) {
    throw new RangeError(
      `"module" expected imports of functions, got ${other.kind} "${other.name}"`,
    );
  }
  const section = findSection(readSections(module), "import");
  if (section === undefined) return [];
  const reader = new ByteReader(section.bytes, section.offset);
  return Array.from({ length: reader.count("imports") }, () => {
    reader.string("an import's module");
    reader.string("an import's name");
    reader.byte("an import's kind");
    return reader.u32("an import's type");
  });
}

function encode(value: number): Uint8Array {
  return new ByteWriter().u32(value).finish();
}

/** Returns a vector's section with elements inserted at its start. */
function prepend(section: Section, elements: readonly (Uint8Array | readonly number[])[]): Section {
  const reader = new ByteReader(section.bytes, section.offset);
  const writer = new ByteWriter().u32(elements.length + reader.count("elements"));
  for (const element of elements) writer.bytes(element);
  return { ...section, bytes: writer.bytes(reader.take(reader.remaining, "elements")).finish() };
}
