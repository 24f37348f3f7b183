import { readDataSegments } from "./binary/index.ts";

export { hostPageBytes } from "./binary/index.ts";

/**
 * Counts the pages of memory that contain data at startup. Each is written during instantiation,
 * which is the cost of a cold start. Empty pages cost next to nothing.
 *
 * @param pageBytes size of a page
 * @throws {BinaryError} when the bytes are not a module
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
