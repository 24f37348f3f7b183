import { clearData } from "./clear-data.ts";
import { readDataSegments, writeDataSegments } from "./data.ts";
import { replaceFunctions } from "./functions.ts";
import { ByteWriter } from "./writer.ts";

/** A part of memory: addresses from `start` up to and without `end`. */
type Range = readonly [start: number, end: number];

interface Piece {
  readonly address: number;
  readonly bytes: Uint8Array;
}

/** The data of a range without the zeros at its ends: memory has these already. */
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

/** No locals; a `memory.init` for each piece, one behind the other in segment 0; its `data.drop`. */
function writeLoader(pieces: readonly Piece[]): Uint8Array {
  const body = new ByteWriter().u32(0);
  let offset = 0;
  for (const { address, bytes } of pieces) {
    for (const operand of [address, offset, bytes.length]) body.byte(0x41).s32(operand);
    body.bytes([0xfc, 8, 0, 0]);
    offset += bytes.length;
  }
  return body.bytes([0xfc, 9, 0, 0x0b]).finish();
}

/**
 * Returns the module with the data of some ranges taken out of what instantiating copies: they become
 * a passive segment, and calling a function puts them into memory.
 *
 * The threat is a slow start: each page of memory that an instance is given costs more than filling
 * it, and most instances never need these.
 *
 * @param loader index of a function `[] -> []`, whose body is replaced
 * @throws {RangeError} when a segment is passive already or its address is no constant
 *
 * Source: WebAssembly Core Specification 3.0, section 4.6.9 (`memory.init`, `data.drop`).
 */
export function deferData(
  module: Uint8Array,
  ranges: readonly Range[],
  loader: number,
): Uint8Array<ArrayBuffer> {
  const pieces = ranges.flatMap((range) => readRange(module, range));
  let cleared: Uint8Array = module;
  for (const [start, end] of ranges) cleared = clearData(cleared, start, end);
  const active = readDataSegments(cleared);
  const passive = new ByteWriter();
  for (const { bytes } of pieces) passive.bytes(bytes);
  // First, so that merging the others later does not change its index.
  const segments = writeDataSegments(cleared, [{ bytes: passive.finish() }, ...active]);
  return replaceFunctions(segments, new Map([[loader, writeLoader(pieces)]]));
}
