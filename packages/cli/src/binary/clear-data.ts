import { readDataSegments, writeDataSegments } from "./data.ts";

/**
 * Returns the module without its data between the addresses `start` and `end` (half-open), so that
 * this part of memory starts as zeros. Empty passive segments, which Wizer leaves in place of the
 * ones it replaces, are dropped; code must not refer to them.
 *
 * @throws {RangeError} when a data segment is passive or its address is not a constant
 */
export function clearData(module: Uint8Array, start: number, end: number): Uint8Array<ArrayBuffer> {
  const kept = readDataSegments(module).flatMap(({ address, bytes }) => {
    if (address === undefined && bytes.length === 0) return [];
    if (address === undefined) {
      throw new RangeError('"module" expected active data segments at constant addresses');
    }
    const before = bytes.subarray(0, Math.max(0, start - address));
    const skipped = Math.min(bytes.length, Math.max(0, end - address));
    const after = bytes.subarray(Math.max(skipped, before.length));
    return [
      { address, bytes: before },
      { address: address + bytes.length - after.length, bytes: after },
    ];
  });
  return writeDataSegments(
    module,
    kept.filter(({ bytes }) => bytes.length > 0),
  );
}
