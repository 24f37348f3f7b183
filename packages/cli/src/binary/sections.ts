import { ByteReader } from "./reader.ts";
import { ByteWriter } from "./writer.ts";

/** Ids of the sections in the core specification. */
export const sectionIds = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  table: 4,
  memory: 5,
  global: 6,
  export: 7,
  start: 8,
  element: 9,
  code: 10,
  data: 11,
  dataCount: 12,
  tag: 13,
} as const;

/** Name of a non-custom section. */
export type SectionName = Exclude<keyof typeof sectionIds, "custom">;

/** The required order of sections, each at most once; custom sections may be anywhere. */
const order = [1, 2, 3, 4, 5, 13, 6, 7, 8, 9, 12, 10, 11];

const names = Object.keys(sectionIds) as (keyof typeof sectionIds)[];

/** One section of a module. */
export interface Section {
  readonly id: number;
  /** The name in the specification, or a custom section's own name. */
  readonly name: string;
  /** Offset of `bytes` in the file. */
  readonly offset: number;
  /** The section's content; for a custom section, what follows its name. A view, not a copy. */
  readonly bytes: Uint8Array;
}

const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

function checkHeader(reader: ByteReader): void {
  const start = reader.take(Math.min(8, reader.remaining), "the header");
  if (start.length < 4 || header.slice(0, 4).some((byte, index) => start[index] !== byte)) {
    reader.fail('not a WebAssembly module: the magic bytes "\\0asm" are missing', 0);
  }
  if (start.length < 8) reader.fail("the version is missing: the bytes end");
  const version = (start[4] ?? 0) | ((start[5] ?? 0) << 8);
  const layer = (start[6] ?? 0) | ((start[7] ?? 0) << 8);
  if (layer !== 0) reader.fail("a WebAssembly component, where a core module is expected", 4);
  if (version !== 1) reader.fail(`version 1 is expected, got ${version}`, 4);
}

/**
 * Splits a module into its sections without parsing them.
 *
 * @throws {BinaryError} when the bytes are not a module, are truncated, or have sections out of
 * order
 *
 * @example
 * ```ts
 * const code = readSections(await readFile("guard.wasm")).find((section) => section.name === "code");
 * ```
 *
 * Source: WebAssembly Core Specification 3.0, section 5.5 (Modules).
 */
export function readSections(module: Uint8Array): Section[] {
  const reader = new ByteReader(module);
  checkHeader(reader);
  const sections: Section[] = [];
  let place = -1;
  while (reader.remaining > 0) {
    const start = reader.offset;
    const id = reader.byte("a section's id");
    const name = names[id] ?? reader.fail(`unknown section id ${id}`, start);
    const size = reader.u32(`the size of the ${name} section`);
    const offset = reader.offset;
    const bytes = reader.take(size, `the ${name} section`);
    if (id === sectionIds.custom) {
      const inside = new ByteReader(bytes, offset);
      const customName = inside.string("a custom section's name");
      const rest = { offset: inside.offset, bytes: inside.take(inside.remaining, "its bytes") };
      sections.push({ id, name: customName, ...rest });
      continue;
    }
    const next = order.indexOf(id);
    if (next <= place) reader.fail(`the ${name} section is out of order or repeated`, start);
    place = next;
    sections.push({ id, name, offset, bytes });
  }
  return sections;
}

/** Joins sections into a module, in the given order: the inverse of {@link readSections}. */
export function writeSections(
  sections: readonly Pick<Section, "id" | "name" | "bytes">[],
): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter().bytes(header);
  for (const { id, name, bytes } of sections) {
    const isCustom = id === sectionIds.custom;
    const content = isCustom ? new ByteWriter().string(name).bytes(bytes).finish() : bytes;
    writer.byte(id).u32(content.length).bytes(content);
  }
  return writer.finish();
}

/** Finds the non-custom section of that name. */
export function findSection(sections: readonly Section[], name: SectionName): Section | undefined {
  return sections.find((section) => section.id === sectionIds[name]);
}

/** Returns the module with the content of one section replaced; the section must exist. */
export function replaceSection(
  module: Uint8Array,
  name: SectionName,
  bytes: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const sections = readSections(module);
  if (findSection(sections, name) === undefined) {
    throw new RangeError(`"name" expected a section of the module, got "${name}"`);
  }
  return writeSections(
    sections.map((section) => {
      return section.id === sectionIds[name] ? { ...section, bytes } : section;
    }),
  );
}
