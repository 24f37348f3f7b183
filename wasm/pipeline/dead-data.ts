import {
  findSection,
  readDataSegments,
  readExports,
  readGlobals,
  readImports,
  readSections,
} from "../../packages/cli/src/binary/index.ts";
import { ByteReader } from "../../packages/cli/src/binary/reader.ts";
import {
  type AddressRange,
  type LinkedSymbol,
  type Relocation,
  readRelocations,
  readSymbols,
} from "./relocations.ts";

/** The range of each function in the content of the code section. */
function codeRanges(module: Uint8Array): AddressRange[] {
  const section = findSection(readSections(module), "code");
  const reader = new ByteReader(section?.bytes ?? new Uint8Array());
  const ranges: AddressRange[] = [];
  for (let left = reader.count("functions"); left > 0; left--) {
    const size = reader.u32("a function's size");
    const start = reader.offset;
    reader.take(size, "a function");
    ranges.push({ start, end: reader.offset });
  }
  return ranges;
}

/** Lists each segment's offset in the content of the data section, and its address and length. */
function segmentPlaces(module: Uint8Array): { offset: number; address: number; length: number }[] {
  const section = findSection(readSections(module), "data");
  const start = section?.bytes.byteOffset ?? 0;
  return readDataSegments(module).map(({ address = 0, bytes }) => {
    return { offset: bytes.byteOffset - start, address, length: bytes.length };
  });
}

/** Returns those of the relocations, which are sorted by offset, that lie in the range. */
function within(relocations: readonly Relocation[], { start, end }: AddressRange): Relocation[] {
  return relocations.filter(({ offset }) => offset >= start && offset < end);
}

/**
 * Lists the ranges of a linked module's static data that nothing reachable from `roots` refers to.
 *
 * Both halves of the guest are linked together, so their constants are mixed, and an optimiser that
 * deletes the compiler half's functions cannot delete its data, because to an optimiser memory is
 * one array. The linker's relocations tell which function refers to which constant.
 *
 * @param module a module linked with `--emit-relocs`
 * @param roots names of exported functions, and of exported globals that contain addresses of data
 * @param emptied names of exported functions that are assumed to refer to nothing
 * @throws {BinaryError} when the relocations are missing or malformed
 */
export function findDeadData(
  module: Uint8Array,
  roots: readonly string[],
  emptied: readonly string[] = [],
): AddressRange[] {
  const symbols = readSymbols(module);
  const code = readRelocations(module, "code", symbols);
  const data = readRelocations(module, "data", symbols);
  const ranges = codeRanges(module);
  const places = segmentPlaces(module);
  const imported = readImports(module).filter(({ kind }) => kind === "function").length;
  const globals = readGlobals(module);
  const exports = readExports(module);
  const empty = new Set(
    exports.flatMap(({ name, index }) => (emptied.includes(name) ? [index] : [])),
  );

  const named = (symbol: LinkedSymbol): Relocation[] => {
    if (symbol.kind === "function") {
      if (empty.has(symbol.index)) return [];
      const range = ranges[symbol.index - imported];
      return range === undefined ? [] : within(code, range);
    }
    if (symbol.kind === "other") return [];
    return places.flatMap(({ offset, address, length }) => {
      if (symbol.start < address || symbol.start >= address + length) return [];
      const start = offset + symbol.start - address;
      return within(data, { start, end: start + symbol.end - symbol.start });
    });
  };

  const key = (symbol: LinkedSymbol) => {
    if (symbol.kind === "function") return `function ${symbol.index}`;
    return symbol.kind === "data" ? `data ${symbol.start} ${symbol.end}` : "other";
  };
  const reached = new Map<string, LinkedSymbol>();
  const waiting: LinkedSymbol[] = [];
  const reach = (symbol: LinkedSymbol) => {
    if (reached.has(key(symbol))) return;
    reached.set(key(symbol), symbol);
    waiting.push(symbol);
  };
  for (const { name, kind, index } of exports) {
    if (!roots.includes(name)) continue;
    if (kind === "function") reach({ kind, index });
    const address = globals.find((global) => kind === "global" && global.index === index)?.value;
    for (const symbol of symbols) {
      if (symbol.kind === "data" && symbol.start === address) reach(symbol);
    }
  }
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const { symbol } of named(next)) reach(symbol);
  }

  const live = [...reached.values()].flatMap((symbol) => (symbol.kind === "data" ? [symbol] : []));
  return subtract(
    places.map(({ address, length }) => ({ start: address, end: address + length })),
    live,
  );
}

/** Static data, and all the readers that reach it. */
export interface ReadData {
  readonly readers: readonly string[];
  readonly ranges: readonly AddressRange[];
}

/**
 * Lists the ranges of static data that are reachable from some of `readers` but not from `roots`,
 * grouped by which readers reach them; each range occurs once.
 *
 * Data that a reader reaches only by calling another reader's functions does not count as its own,
 * because a bake may or may not empty those.
 *
 * @param readers names of exported functions, by the reader's name
 */
export function findDataByReaders(
  module: Uint8Array,
  roots: readonly string[],
  readers: ReadonlyMap<string, readonly string[]>,
): ReadData[] {
  const indices = new Map(readExports(module).map(({ name, index }) => [name, index]));
  const all = [...readers.values()].flat();
  const dead = findDeadData(module, roots, all);
  let parts: ReadData[] = [{ readers: [], ranges: dead }];
  for (const [reader, functions] of readers) {
    // One function may have several names.
    const own = new Set(functions.map((name) => indices.get(name)));
    const others = all.filter((name) => !own.has(indices.get(name)));
    const unread = findDeadData(module, [...roots, ...functions], others);
    parts = parts.flatMap(({ readers, ranges }) => {
      const read = subtract(ranges, unread);
      return [
        { readers, ranges: subtract(ranges, read) },
        { readers: [...readers, reader], ranges: read },
      ];
    });
  }
  return parts.filter(({ readers, ranges }) => readers.length > 0 && ranges.length > 0);
}

/** Returns what remains of `whole` without `parts`, in ascending order. */
function subtract(whole: readonly AddressRange[], parts: readonly AddressRange[]): AddressRange[] {
  const sorted = [...parts].sort((a, b) => a.start - b.start);
  return whole.flatMap(({ start, end }) => {
    const left: AddressRange[] = [];
    let from = start;
    for (const part of sorted) {
      if (part.end <= from || part.start >= end) continue;
      if (part.start > from) left.push({ start: from, end: part.start });
      from = part.end;
    }
    return from < end ? [...left, { start: from, end }] : left;
  });
}
