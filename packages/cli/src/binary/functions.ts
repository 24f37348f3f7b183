import { readImports } from "./imports.ts";
import { ByteReader } from "./reader.ts";
import { findSection, readSections, replaceSection } from "./sections.ts";
import { ByteWriter } from "./writer.ts";

/** Replaces an emptied body: no locals, `unreachable`, `end`. Valid for every function type. */
const trap = Uint8Array.of(0x00, 0x00, 0x0b);

/** Lists the bodies (locals and code) of the functions that a module defines, as views. */
function readBodies(module: Uint8Array): Uint8Array[] {
  const section = findSection(readSections(module), "code");
  if (section === undefined) return [];
  const reader = new ByteReader(section.bytes, section.offset);
  const bodies: Uint8Array[] = [];
  for (let left = reader.count("functions"); left > 0; left--) {
    bodies.push(reader.take(reader.u32("a function's size"), "a function"));
  }
  reader.end("the code section");
  return bodies;
}

/**
 * Lists the sizes in bytes of the functions that a module defines, in order.
 *
 * @throws {BinaryError} when the bytes are not a module
 */
export function readFunctionSizes(module: Uint8Array): number[] {
  return readBodies(module).map((body) => body.length);
}

/**
 * Returns the module with the bodies of some functions replaced. A body is locals, code and `end`,
 * as in the code section.
 *
 * @param replacements by index among all functions, counting imported ones first
 * @throws {RangeError} when the module does not define one of them
 * @throws {BinaryError} when the bytes are not a module
 */
export function replaceFunctions(
  module: Uint8Array,
  replacements: ReadonlyMap<number, Uint8Array>,
): Uint8Array<ArrayBuffer> {
  if (replacements.size === 0) return module.slice();
  const imported = readImports(module).filter(({ kind }) => kind === "function").length;
  const bodies = readBodies(module);
  for (const [index, body] of replacements) {
    if (bodies[index - imported] === undefined) {
      const last = imported + bodies.length - 1;
      throw new RangeError(`"functions" expected indices of ${imported} to ${last}, got ${index}`);
    }
    bodies[index - imported] = body;
  }
  const writer = new ByteWriter().u32(bodies.length);
  for (const body of bodies) writer.u32(body.length).bytes(body);
  return replaceSection(module, "code", writer.finish());
}

/**
 * Returns the module with the bodies of some functions replaced with a trap, so that an optimiser
 * can delete what only they reach.
 *
 * A trap is valid for every function type, and a function that is called by mistake must not return
 * as if it had done its work.
 *
 * @param functions indices among all functions, counting imported ones first
 * @throws {RangeError} when the module does not define one of them
 * @throws {BinaryError} when the bytes are not a module
 */
export function emptyFunctions(
  module: Uint8Array,
  functions: readonly number[],
): Uint8Array<ArrayBuffer> {
  return replaceFunctions(module, new Map(functions.map((index) => [index, trap])));
}
