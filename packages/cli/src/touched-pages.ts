import { readDataSegments } from "./binary/index.ts";

export { hostPageBytes } from "./binary/index.ts";

/**
 * Counts the pages of memory that hold data at a start: each is written when the module is
 * instantiated, which is what a cold start pays for. Empty pages cost next to nothing.
 *
 * @param pageBytes size of a page
 * @throws {BinaryError} when the bytes are no module
 */
export function countTouchedPages(module: Uint8Array, pageBytes: number): number {
  const pages = new Set<number>();
  for (const { address, bytes } of readDataSegments(module)) {
    if (address === undefined || bytes.length === 0) continue;
    const last = Math.floor((address + bytes.length - 1) / pageBytes);
    for (let page = Math.floor(address / pageBytes); page <= last; page++) pages.add(page);
  }
  return pages.size;
}
