import {
  defaultGapBytes,
  pageBytes,
  readDataSegments,
  readSections,
  sectionIds,
  trimMemory,
  writeDataSegments,
  writeGlobalValues,
  writeSections,
} from "../binary/index.ts";
import type { Initialised } from "./initialise.ts";

/** Splits memory into non-zero runs that are more than {@link defaultGapBytes} apart. */
function occupied(memory: Uint8Array): { address: number; bytes: Uint8Array }[] {
  const runs: { address: number; bytes: Uint8Array }[] = [];
  let start = -1;
  let end = 0;
  for (let address = 0; address < memory.length; address++) {
    if (memory[address] === 0) continue;
    if (start >= 0 && address - end > defaultGapBytes) {
      runs.push({ address: start, bytes: memory.subarray(start, end) });
      start = -1;
    }
    if (start < 0) start = address;
    end = address + 1;
  }
  if (start >= 0) runs.push({ address: start, bytes: memory.subarray(start, end) });
  return runs;
}

/**
 * Takes a snapshot without Wizer: returns the compiler module with the memory and globals that its
 * initialiser left. Used on platforms without a Wizer binary, and elsewhere to check Wizer's
 * result.
 */
export function snapshot(compiler: Uint8Array, state: Initialised): Uint8Array<ArrayBuffer> {
  const started = readSections(compiler).filter(({ id }) => id !== sectionIds.start);
  const withGlobals = writeGlobalValues(writeSections(started), state.globals);
  const empty = trimMemory(writeDataSegments(withGlobals, []), state.memory.length);
  return writeDataSegments(empty, occupied(state.memory));
}

/** Builds the initial memory of a snapshot as an engine would: zeros overlaid with its data. */
export function memoryImage(module: Uint8Array, pages: number): Uint8Array {
  const image = new Uint8Array(pages * pageBytes);
  for (const { address, bytes } of readDataSegments(module)) {
    if (address !== undefined) image.set(bytes, address);
  }
  return image;
}
