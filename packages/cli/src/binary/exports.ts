import { type ExternalKind, externalKinds, readKind } from "./imports.ts";
import { ByteReader } from "./reader.ts";
import { findSection, readSections, replaceSection } from "./sections.ts";
import { ByteWriter } from "./writer.ts";

/** One export of a module: a name for the function, memory or other item with that index. */
export interface ModuleExport {
  readonly name: string;
  readonly kind: ExternalKind;
  readonly index: number;
}

/**
 * Lists a module's exports, in order.
 *
 * @throws {BinaryError} when the bytes are not a module, or two exports have the same name
 */
export function readExports(module: Uint8Array): ModuleExport[] {
  const section = findSection(readSections(module), "export");
  if (section === undefined) return [];
  const reader = new ByteReader(section.bytes, section.offset);
  const exports = new Map<string, ModuleExport>();
  for (let left = reader.count("exports"); left > 0; left--) {
    const start = reader.offset;
    const name = reader.string("an export's name");
    if (exports.has(name)) reader.fail(`export "${name}" is repeated`, start);
    const kind = readKind(reader, `export "${name}"`);
    exports.set(name, { name, kind, index: reader.u32(`the index of export "${name}"`) });
  }
  reader.end("the export section");
  return [...exports.values()];
}

/** Returns the module with its exports replaced; it must have an export section. */
export function writeExports(
  module: Uint8Array,
  exports: readonly ModuleExport[],
): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter().u32(exports.length);
  for (const { name, kind, index } of exports) {
    writer.string(name).byte(externalKinds.indexOf(kind)).u32(index);
  }
  return replaceSection(module, "export", writer.finish());
}

/**
 * Returns the module without the exports that are not in `names`, so that an optimiser can delete
 * what only they reach.
 *
 * @throws {RangeError} when the module lacks one of `names`
 */
export function keepExports(module: Uint8Array, names: readonly string[]): Uint8Array<ArrayBuffer> {
  const exports = readExports(module);
  for (const name of names) {
    if (!exports.some((entry) => entry.name === name)) {
      throw new RangeError(`"names" expected exports of the module, got "${name}"`);
    }
  }
  return writeExports(
    module,
    exports.filter((entry) => names.includes(entry.name)),
  );
}
