import { readDataSegments } from "./data.ts";
import { ByteReader } from "./reader.ts";
import { findSection, readSections, replaceSection } from "./sections.ts";
import { type Limits, readLimits } from "./value-types.ts";
import { ByteWriter } from "./writer.ts";

/** Size of a page of linear memory. */
export const pageBytes = 65536;

/** Size of the pages in which operating systems allocate memory. */
export const hostPageBytes = 4096;

/**
 * Reads the limits, in pages, of the memory that a module defines; `undefined` if it defines none.
 *
 * @throws {BinaryError} when the bytes are not a module, or it has several memories
 */
export function readMemory(module: Uint8Array): Limits | undefined {
  const section = findSection(readSections(module), "memory");
  if (section === undefined) return undefined;
  const reader = new ByteReader(section.bytes, section.offset);
  const count = reader.count("memories");
  if (count > 1) reader.fail(`one memory is expected, got ${count}`, section.offset);
  if (count === 0) return undefined;
  const limits = readLimits(reader, "the memory");
  reader.end("the memory section");
  return limits;
}

function writeMemory(
  module: Uint8Array,
  minimum: number,
  maximum?: number,
): Uint8Array<ArrayBuffer> {
  const limits = new ByteWriter().u32(1);
  if (maximum === undefined) limits.byte(0).u32(minimum);
  else limits.byte(1).u32(minimum).u32(maximum);
  return replaceSection(module, "memory", limits.finish());
}

/**
 * Returns the module with a memory of exactly the pages that `bytesInUse` takes, as initial and
 * maximum size, so that it can never grow.
 *
 * @throws {RangeError} when the module's data lies beyond `bytesInUse`
 */
export function trimMemory(module: Uint8Array, bytesInUse: number): Uint8Array<ArrayBuffer> {
  if (!Number.isInteger(bytesInUse) || bytesInUse < 0 || bytesInUse > 2 ** 32) {
    throw new RangeError(`"bytesInUse" expected an integer of 0 to 2^32, got ${bytesInUse}`);
  }
  for (const { address, bytes } of readDataSegments(module)) {
    if (address !== undefined && address + bytes.length > bytesInUse) {
      const end = address + bytes.length;
      throw new RangeError(
        `"bytesInUse" expected >= ${end}, where the data ends, got ${bytesInUse}`,
      );
    }
  }
  const pages = Math.ceil(bytesInUse / pageBytes);
  return writeMemory(module, pages, pages);
}

/**
 * Returns the module with its initial memory enlarged by `bytes`, rounded up to whole pages.
 *
 * @throws {RangeError} when the module has no memory
 */
export function growMemory(module: Uint8Array, bytes: number): Uint8Array<ArrayBuffer> {
  const memory = readMemory(module);
  if (memory === undefined) throw new RangeError('"module" expected a module with a memory');
  const { minimum, maximum } = memory;
  const pages = minimum + Math.ceil(bytes / pageBytes);
  return writeMemory(module, pages, maximum && Math.max(pages, maximum));
}
