import { ByteReader } from "./reader.ts";
import { findSection, readSections } from "./sections.ts";

/**
 * Lists the sizes in bytes of the functions that a module defines, in its order.
 *
 * @throws {BinaryError} when the bytes are no module
 */
export function readFunctionSizes(module: Uint8Array): number[] {
  const section = findSection(readSections(module), "code");
  if (section === undefined) return [];
  const reader = new ByteReader(section.bytes, section.offset);
  const sizes: number[] = [];
  for (let left = reader.count("functions"); left > 0; left--) {
    const size = reader.u32("a function's size");
    reader.take(size, "a function");
    sizes.push(size);
  }
  reader.end("the code section");
  return sizes;
}
