import {
  findSection,
  growMemory,
  hostPageBytes,
  readDataSegments,
  readExports,
  readGlobals,
  readSections,
  writeDataSegments,
  writeGlobalValues,
} from "../../packages/cli/src/binary/index.ts";
import {
  type AddressRange,
  type LinkedSymbol,
  moveAddress,
  readRelocations,
  readSymbols,
} from "./relocations.ts";

/** The largest alignment that the linker uses. */
const alignmentBytesMax = 16;

/** A module whose constants have been moved. */
export interface ArrangedModule {
  readonly module: Uint8Array;
  /** Maps ranges of the data to their new addresses. Padding between constants is omitted. */
  readonly place: (ranges: readonly AddressRange[]) => AddressRange[];
}

/**
 * One constant, or several that overlap (as strings do if one is a suffix of another), and the new
 * address.
 */
interface Moved extends AddressRange {
  readonly to: number;
}

const contains = (outer: AddressRange, inner: AddressRange) =>
  outer.start <= inner.start && inner.end <= outer.end;

/** Merges overlapping ranges, in ascending order. */
function joinOverlapping(ranges: readonly AddressRange[]): AddressRange[] {
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
}

/** The first address at or after `address` with the same alignment as `like`. */
function align(address: number, like: number): number {
  let bytes = alignmentBytesMax;
  while (like % bytes !== 0) bytes /= 2;
  return Math.ceil(address / bytes) * bytes;
}

/** Assigns a new address to each constant between `start` and `end`, group by group. */
function plan(
  { start, end }: AddressRange,
  symbols: readonly LinkedSymbol[],
  groups: readonly (readonly AddressRange[])[],
  pageFrom: number,
): Moved[] {
  const constants = symbols.flatMap((symbol) => {
    return symbol.kind === "data" && contains({ start, end }, symbol) ? [symbol] : [];
  });
  const inGroups: AddressRange[][] = [...groups, []].map(() => []);
  // Symbols without size have no content and stay, as the one that marks the start of the constants
  // must.
  for (const range of joinOverlapping(constants.filter((symbol) => symbol.end > symbol.start))) {
    const group = groups.findIndex((ranges) => ranges.some((outer) => contains(outer, range)));
    inGroups.at(group)?.push(range);
  }
  let next = start;
  return inGroups.flatMap((ranges, group) => {
    if (group === pageFrom) next = Math.ceil(next / hostPageBytes) * hostPageBytes;
    return ranges.map((range) => {
      const to = align(next, range.start);
      next = to + range.end - range.start;
      return { ...range, to };
    });
  });
}

/** Moves exported globals with addresses from `from` on along with the data that they point to. */
function moveGlobals(module: Uint8Array, from: number, distance: number): Uint8Array<ArrayBuffer> {
  const exports = readExports(module).filter(({ kind }) => kind === "global");
  const exported = new Set(exports.map(({ index }) => index));
  const values = readGlobals(module).flatMap(({ index, value = 0, mutable }) => {
    const moves = exported.has(index) && !mutable && value >= from;
    return moves ? [[index, value + distance] as const] : [];
  });
  return writeGlobalValues(module, new Map(values));
}

/**
 * Moves the constants of a linked module, which are its first data, so that those that are read
 * together lie together, and those of the last groups start at the beginning of a host page.
 *
 * An instance pays for each page that contains any of its data. The linker orders constants by
 * crate, so the few hundred bytes that every request needs are scattered among tens of kilobytes
 * for the compiler half, which a bake erases. Relocations tell which instructions and pointers
 * refer to which constant, so that they can be updated. The result's own symbols and relocations
 * are outdated; do not read them.
 *
 * @param linked a module that was linked with `--emit-relocs`
 * @param groups ranges of constants, first to last; constants in none of them come at the very end
 * @param pageFrom index of the group that begins a page
 * @throws {BinaryError} when the relocations are missing or malformed
 */
export function arrangeData(
  linked: Uint8Array,
  groups: readonly (readonly AddressRange[])[],
  pageFrom: number,
): ArrangedModule {
  const symbols = readSymbols(linked);
  const [constants] = readDataSegments(linked);
  const start = constants?.address ?? 0;
  const end = start + (constants?.bytes.length ?? 0);
  const moved = plan({ start, end }, symbols, groups, pageFrom);
  const newEnd = Math.max(start, ...moved.map(({ to, ...range }) => to + range.end - range.start));
  // The data after the constants keeps its alignment.
  const shift = Math.ceil((newEnd - end) / alignmentBytesMax) * alignmentBytesMax;

  const distance = (symbol: AddressRange): number => {
    if (symbol.start >= end) return shift;
    const piece = moved.find((range) => contains(range, symbol) && symbol.end > symbol.start);
    return piece === undefined ? 0 : piece.to - piece.start;
  };
  const relocated = linked.slice();
  for (const target of ["code", "data"] as const) {
    const section = findSection(readSections(relocated), target)?.bytes ?? new Uint8Array();
    for (const relocation of readRelocations(relocated, target, symbols)) {
      const { symbol } = relocation;
      if (symbol.kind === "data") moveAddress(section, relocation, distance(symbol));
    }
  }

  const segments = readDataSegments(relocated).map(({ address = 0, bytes }, index) => {
    if (index > 0) return { address: address + shift, bytes };
    const arranged = new Uint8Array(newEnd - start);
    for (const { to, ...range } of moved) {
      arranged.set(bytes.subarray(range.start - start, range.end - start), to - start);
    }
    return { address, bytes: arranged };
  });
  const module = growMemory(
    moveGlobals(writeDataSegments(relocated, segments), end, shift),
    Math.max(0, shift),
  );
  const pieces = [...moved, { start: end, end: Number.POSITIVE_INFINITY, to: end + shift }];
  return { module, place: (ranges) => follow(ranges, pieces) };
}

/**
 * Returns the new addresses of the pieces of some ranges, in ascending order. Neighbours separated
 * only by padding are merged, because a bake copies or clears each range separately.
 */
function follow(ranges: readonly AddressRange[], pieces: readonly Moved[]): AddressRange[] {
  const followed: { start: number; end: number }[] = [];
  let endOfPrevious = 0;
  for (const { to, ...piece } of pieces) {
    for (const range of ranges) {
      const start = to + Math.max(range.start - piece.start, 0);
      const end = to + Math.min(range.end, piece.end) - piece.start;
      if (start >= end) continue;
      const last = followed.at(-1);
      const isNeighbour = start === to && to - endOfPrevious < alignmentBytesMax;
      if (isNeighbour && last?.end === endOfPrevious) last.end = end;
      else followed.push({ start, end });
    }
    endOfPrevious = to + piece.end - piece.start;
  }
  return followed;
}
