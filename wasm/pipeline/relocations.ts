import {
  findSection,
  readDataSegments,
  readSections,
  type Section,
} from "../../packages/cli/src/binary/index.ts";
import { ByteReader } from "../../packages/cli/src/binary/reader.ts";

/** A half-open range of addresses. */
export interface AddressRange {
  readonly start: number;
  readonly end: number;
}

/** The part of a symbol's entry in the linker's symbol table that matters here. */
export type LinkedSymbol =
  | { readonly kind: "function"; readonly index: number }
  | ({ readonly kind: "data"; readonly name: string } & AddressRange)
  | { readonly kind: "other" };

/** A place in the code or the data that refers to a symbol. */
export interface Relocation {
  /** The relocation type, by its number in the tool conventions. */
  readonly type: number;
  /** Offset in the section's content. */
  readonly offset: number;
  readonly symbol: LinkedSymbol;
}

const symbolTable = 8;
const undefinedFlag = 0x10;
const explicitNameFlag = 0x40;
const absoluteFlag = 0x200;

/** The relocation type whose index refers to a type, not a symbol. */
const typeIndex = 6;

/**
 * Relocation types for memory addresses: five-byte LEB128, unsigned and signed, and four bytes.
 */
const addressTypes = { leb: 3, sleb: 4, i32: 5 } as const;

/** Relocation types with an addend: memory addresses, and offsets for debuggers. */
const withAddend = new Set([3, 4, 5, 8, 9, 11, 14, 15, 16, 17, 21, 22, 23, 25]);

function custom(sections: readonly Section[], name: string): Section | undefined {
  return sections.find((section) => section.id === 0 && section.name === name);
}

function readSymbol(reader: ByteReader, addresses: readonly (number | undefined)[]): LinkedSymbol {
  const kind = reader.byte("a symbol's kind");
  const flags = reader.u32("a symbol's flags");
  const defined = (flags & undefinedFlag) === 0;
  if (kind === 1) {
    const name = reader.string("a symbol's name");
    if (!defined) return { kind: "other" };
    const segment = reader.u32("a symbol's segment");
    const offset = reader.u32("a symbol's offset");
    const size = reader.u32("a symbol's size");
    const isAbsolute = (flags & absoluteFlag) !== 0;
    const base = isAbsolute
      ? 0
      : (addresses[segment] ?? reader.fail(`unknown segment ${segment} of symbol "${name}"`));
    return { kind: "data", name, start: base + offset, end: base + offset + size };
  }
  const index = reader.u32("a symbol's index");
  if (kind === 3) return { kind: "other" };
  if (defined || (flags & explicitNameFlag) !== 0) reader.string("a symbol's name");
  return kind === 0 ? { kind: "function", index } : { kind: "other" };
}

/**
 * Reads the symbols of a module linked with `--emit-relocs`.
 *
 * Source: WebAssembly tool conventions, "Linking".
 *
 * @throws {BinaryError} when the module has no symbol table, or it is malformed
 */
export function readSymbols(module: Uint8Array): LinkedSymbol[] {
  const section = custom(readSections(module), "linking");
  const reader = new ByteReader(section?.bytes ?? new Uint8Array(), section?.offset);
  const addresses = readDataSegments(module).map(({ address }) => address);
  reader.u32("the version of the linking section");
  while (reader.remaining > 0) {
    const id = reader.byte("a linking subsection's id");
    const size = reader.u32("a linking subsection's size");
    const inside = new ByteReader(reader.take(size, "a linking subsection"), reader.offset - size);
    if (id !== symbolTable) continue;
    const symbols: LinkedSymbol[] = [];
    for (let left = inside.count("symbols"); left > 0; left--) {
      symbols.push(readSymbol(inside, addresses));
    }
    return symbols;
  }
  return reader.fail("the linking section has no symbol table");
}

/**
 * Reads where a module's code or data refers to symbols, in ascending order of offset.
 *
 * @param symbols the module's symbols, from {@link readSymbols}
 * @throws {BinaryError} when a relocation is malformed
 */
export function readRelocations(
  module: Uint8Array,
  target: "code" | "data",
  symbols: readonly LinkedSymbol[],
): Relocation[] {
  const sections = readSections(module);
  const section = custom(sections, `reloc.${target.toUpperCase()}`);
  if (section === undefined) return [];
  const reader = new ByteReader(section.bytes, section.offset);
  const number = reader.u32("a relocated section's number");
  if (sections[number] !== findSection(sections, target)) {
    reader.fail(`section ${number} is not the ${target} section`);
  }
  const relocations: Relocation[] = [];
  for (let left = reader.count("relocations"); left > 0; left--) {
    const type = reader.byte("a relocation's type");
    const offset = reader.u32("a relocation's offset");
    const index = reader.u32("a relocation's symbol");
    if (withAddend.has(type)) reader.s32("a relocation's addend");
    if (type === typeIndex) continue;
    const symbol = symbols[index] ?? reader.fail(`unknown symbol ${index}`);
    relocations.push({ type, offset, symbol });
  }
  reader.end("the relocations");
  return relocations.sort((a, b) => a.offset - b.offset);
}

/**
 * Adds a distance to the address at a relocation in `section`'s content, in place.
 *
 * @throws {RangeError} when there is no 32-bit address at the relocation
 */
export function moveAddress(
  section: Uint8Array,
  { type, offset }: Relocation,
  distance: number,
): void {
  if (type === addressTypes.i32) {
    const view = new DataView(section.buffer, section.byteOffset + offset, 4);
    view.setUint32(0, view.getUint32(0, true) + distance, true);
    return;
  }
  if (type !== addressTypes.leb && type !== addressTypes.sleb) {
    throw new RangeError(`"type" expected a relocation of a 32-bit address, got ${type}`);
  }
  // The linker always uses five bytes; all but the last have the continuation bit set.
  const lengthBytes = 5;
  let address = 0;
  for (let index = 0; index < lengthBytes; index++) {
    address |= ((section[offset + index] ?? 0) & 0x7f) << (7 * index);
  }
  address += distance;
  for (let index = 0; index < lengthBytes; index++) {
    const rest = type === addressTypes.sleb ? address >> (7 * index) : address >>> (7 * index);
    section[offset + index] = (rest & 0x7f) | (index < lengthBytes - 1 ? 0x80 : 0);
  }
}
