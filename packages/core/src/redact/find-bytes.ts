/**
 * Where `bytes` first has `wanted`, from `from` on; -1 where it has not. It looks for the first of
 * the wanted bytes natively, and compares the rest only where that is.
 */
export function findBytes(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  const first = wanted[0] as number;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
}
