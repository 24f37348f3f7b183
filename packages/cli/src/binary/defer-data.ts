import { clearData } from "./clear-data.ts";
import { type NewSegment, readDataSegments, writeDataSegments } from "./data.ts";
import { replaceFunctions } from "./functions.ts";
import { ByteWriter } from "./writer.ts";

/** A part of memory: addresses from `start` up to `end`, exclusive. */
type Range = readonly [start: number, end: number];

interface Piece {
  readonly address: number;
  readonly bytes: Uint8Array;
}

/** The data of a range without the zeros at its ends, which memory already has. */
function readRange(module: Uint8Array, [start, end]: Range): Piece[] {
  const bytes = new Uint8Array(end - start);
  for (const { address, bytes: from } of readDataSegments(module)) {
    if (address === undefined || address >= end || address + from.length <= start) continue;
    const inside = from.subarray(Math.max(0, start - address), Math.max(0, end - address));
    bytes.set(inside, Math.max(0, address - start));
  }
  const first = bytes.findIndex((byte) => byte !== 0);
  if (first < 0) return [];
  const last = bytes.findLastIndex((byte) => byte !== 0);
  return [{ address: start + first, bytes: bytes.subarray(first, last + 1) }];
}

/** Data that is loaded into memory only when a function is called. */
export interface Deferred {
  readonly ranges: readonly Range[];
  /** Index of a function of type `[] -> []`, whose body is replaced. */
  readonly loader: number;
}

/**
 * Encodes the body: no locals; a `memory.init` for each piece, in the order of the segment;
 * `data.drop`.
 */
function writeLoader(pieces: readonly Piece[], segment: number): Uint8Array {
  const body = new ByteWriter().u32(0);
  let offset = 0;
  for (const { address, bytes } of pieces) {
    for (const operand of [address, offset, bytes.length]) body.byte(0x41).s32(operand);
    body.bytes([0xfc, 8]).u32(segment).byte(0);
    offset += bytes.length;
  }
  return body.bytes([0xfc, 9]).u32(segment).byte(0x0b).finish();
}

/**
 * Returns the module with the data of some ranges removed from what instantiation copies: each
 * entry of `parts` becomes a passive segment, which calling its function loads into memory.
 *
 * The threat is a slow start: for each page of memory, allocating costs more than filling it, and
 * most instances never need these.
 *
 * @throws {RangeError} when a segment is already passive or its address is not a constant
 *
 * Source: WebAssembly Core Specification 3.0, section 4.6.9 (`memory.init`, `data.drop`).
 */
export function deferData(module: Uint8Array, parts: readonly Deferred[]): Uint8Array<ArrayBuffer> {
  let cleared: Uint8Array = module;
  const passive: NewSegment[] = [];
  const loaders = new Map<number, Uint8Array>();
  for (const { ranges, loader } of parts) {
    const pieces = ranges.flatMap((range) => readRange(module, range));
    for (const [start, end] of ranges) cleared = clearData(cleared, start, end);
    const segment = new ByteWriter();
    for (const { bytes } of pieces) segment.bytes(bytes);
    loaders.set(loader, writeLoader(pieces, passive.length));
    passive.push({ bytes: segment.finish() });
  }
  // Placed first, so that merging the other segments later does not change their indices.
  const segments = writeDataSegments(cleared, [...passive, ...readDataSegments(cleared)]);
  return replaceFunctions(segments, loaders);
}
