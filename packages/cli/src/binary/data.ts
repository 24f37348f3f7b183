import { readConstant } from "./expression.ts";
import { ByteReader } from "./reader.ts";
import { findSection, readSections, sectionIds, writeSections } from "./sections.ts";
import { ByteWriter } from "./writer.ts";

/** A run of bytes that a module contains for its memory. */
export interface DataSegment {
  /** Whether instantiation copies it into memory; a passive segment waits for `memory.init`. */
  readonly active: boolean;
  /** Address of an active segment in memory, if constant. */
  readonly address?: number;
  readonly bytes: Uint8Array;
}

/**
 * Lists a module's data segments, in order. Their bytes are views, not copies.
 *
 * @throws {BinaryError} when the bytes are not a module
 */
export function readDataSegments(module: Uint8Array): DataSegment[] {
  const section = findSection(readSections(module), "data");
  if (section === undefined) return [];
  const reader = new ByteReader(section.bytes, section.offset);
  const segments: DataSegment[] = [];
  for (let left = reader.count("data segments"); left > 0; left--) {
    const start = reader.offset;
    const mode = reader.u32("a data segment's mode");
    if (mode > 2) reader.fail(`unknown data segment mode ${mode}`, start);
    if (mode === 2) reader.u32("a data segment's memory");
    const active = mode !== 1;
    const address = active ? readConstant(reader, "a data segment's address") : undefined;
    const length = reader.u32("a data segment's length");
    const bytes = reader.take(length, "a data segment");
    segments.push(address === undefined ? { active, bytes } : { active, address, bytes });
  }
  reader.end("the data section");
  return segments;
}

/** A data segment to write: active at its address, or passive without one. */
export interface NewSegment {
  readonly address?: number;
  readonly bytes: Uint8Array;
}

/**
 * Returns the module with its data replaced by these segments.
 *
 * Adds a data section if there is none. Adds a data count section, which code that refers to
 * segments needs, if a segment is passive; an existing one is updated.
 */
export function writeDataSegments(
  module: Uint8Array,
  segments: readonly NewSegment[],
): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter().u32(segments.length);
  for (const { address, bytes } of segments) {
    if (address === undefined) writer.byte(1);
    else writer.byte(0).byte(0x41).s32(address).byte(0x0b);
    writer.u32(bytes.length).bytes(bytes);
  }
  const data = { id: sectionIds.data, name: "data", bytes: writer.finish() };
  const countBytes = new ByteWriter().u32(segments.length).finish();
  const count = { id: sectionIds.dataCount, name: "dataCount", bytes: countBytes };
  const sections = readSections(module);
  const hasData = findSection(sections, "data") !== undefined;
  const hasCount = findSection(sections, "dataCount") !== undefined;
  const needsCount = !hasCount && segments.some(({ address }) => address === undefined);
  const rewritten = sections.flatMap((section) => {
    if (section.id === sectionIds.data) return [data];
    if (section.id === sectionIds.dataCount) return [count];
    if (section.id !== sectionIds.code) return [section];
    return [...(needsCount ? [count] : []), section, ...(hasData ? [] : [data])];
  });
  return writeSections(rewritten);
}
