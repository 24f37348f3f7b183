import { type DataSegment, readDataSegments, writeDataSegments } from "./data.ts";

/** Approximate size of a segment's header: shorter runs of zeros cost less than a new segment. */
export const defaultGapBytes = 32;

type PlacedSegment = Required<Pick<DataSegment, "address" | "bytes">>;

function join(segments: readonly PlacedSegment[]): PlacedSegment {
  const [first] = segments;
  const last = segments.at(-1);
  if (first === undefined || last === undefined || first === last) {
    return first ?? { address: 0, bytes: new Uint8Array() };
  }
  const bytes = new Uint8Array(last.address + last.bytes.length - first.address);
  for (const segment of segments) bytes.set(segment.bytes, segment.address - first.address);
  return { address: first.address, bytes };
}

/**
 * Returns the module with neighbouring data segments merged if at most `gapBytes` zeros lie between
 * them.
 *
 * Wizer and wasm-opt split data at every short run of zeros, so a snapshot ends up with thousands
 * of segments, larger and slower to instantiate. This therefore runs last. Leading passive segments
 * keep their indices. If the other segments are not all active, at constant addresses and free of
 * overlaps, the module is returned unchanged, because code or the order of segments then matters.
 *
 * @throws {BinaryError} when the bytes are not a module
 */
export function repack(module: Uint8Array, gapBytes = defaultGapBytes): Uint8Array<ArrayBuffer> {
  const placed: PlacedSegment[] = [];
  const segments = readDataSegments(module);
  const passive = segments.slice(
    0,
    Math.max(
      0,
      segments.findIndex(({ active }) => active),
    ),
  );
  for (const { address, bytes } of segments.slice(passive.length)) {
    if (address === undefined) return module.slice();
    if (bytes.length > 0) placed.push({ address, bytes });
  }
  placed.sort((a, b) => a.address - b.address);
  const groups: PlacedSegment[][] = [];
  let end = 0;
  for (const segment of placed) {
    const group = groups.at(-1);
    if (group !== undefined && segment.address < end) return module.slice();
    if (group !== undefined && segment.address - end <= gapBytes) group.push(segment);
    else groups.push([segment]);
    end = segment.address + segment.bytes.length;
  }
  return writeDataSegments(module, [...passive, ...groups.map(join)]);
}
