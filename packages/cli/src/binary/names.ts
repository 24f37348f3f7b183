import { ByteReader } from "./reader.ts";
import { readSections, sectionIds } from "./sections.ts";

const functionNames = 1;

/**
 * Reads function names from a module's `name` section, by function index. The map is empty if the
 * module has no such section.
 *
 * @throws {BinaryError} when the bytes are not a module, or its `name` section is malformed
 *
 * Source: WebAssembly Core Specification 3.0, section 7.4.1 (Name section).
 */
export function readFunctionNames(module: Uint8Array): Map<number, string> {
  const names = new Map<number, string>();
  const section = readSections(module).find((entry) => {
    return entry.id === sectionIds.custom && entry.name === "name";
  });
  if (section === undefined) return names;
  const reader = new ByteReader(section.bytes, section.offset);
  while (reader.remaining > 0) {
    const id = reader.byte("a name subsection's id");
    const size = reader.u32("a name subsection's size");
    const offset = reader.offset;
    const bytes = reader.take(size, "a name subsection");
    if (id !== functionNames) continue;
    const inside = new ByteReader(bytes, offset);
    for (let left = inside.count("function names"); left > 0; left--) {
      const index = inside.u32("a function's index");
      names.set(index, inside.string("a function's name"));
    }
    inside.end("the function names");
  }
  return names;
}
