/**
 * Returns the index of the first occurrence of `wanted` in `bytes` at or after `from`, or -1.
 * Searches for the first byte natively and compares the rest only where it occurs.
 */
export function findBytes(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  const first = wanted[0] as number;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
}
