import { clearData, readDataSegments, readExports, readGlobals } from "../binary/index.ts";
import { readCompilerDescription } from "./compiler-description.ts";
import { buildExports } from "./contract.ts";
import { BakeError } from "./errors.ts";

function stackTop(module: Uint8Array): number {
  const entry = readExports(module).find(({ name }) => name === buildExports.stackPointer);
  const global = readGlobals(module).find(({ index }) => index === entry?.index);
  if (entry?.kind !== "global" || global?.value === undefined) {
    const message = `not a Snapwall compiler module: the export "${buildExports.stackPointer}" is missing`;
    throw new BakeError("NOT_A_COMPILER", message);
  }
  return global.value;
}

/**
 * Returns the snapshot without the data that only the initialiser needed (what it left on the
 * stack, and its constants, which lie among those of the matcher half), and without the constants
 * of unused rules.
 *
 * None of it is read again, but it contains pieces of the policy's text, makes the module larger
 * and slows down every start. An optimiser cannot remove it, because to an optimiser memory is one
 * array.
 *
 * @param compiler the module before its initialiser ran, to verify that the stack's memory contains
 * no data
 * @param unused rules, parts of rules and optional exports whose code is gone
 * @throws {BakeError} when the module is not a compiler module
 */
export function scrub(
  compiler: Uint8Array,
  snapshot: Uint8Array,
  unused: readonly string[] = [],
): Uint8Array<ArrayBuffer> {
  const top = stackTop(compiler);
  if (stackTop(snapshot) !== top) {
    throw new BakeError("INITIALISER_FAILED", "the initialiser did not give the stack back");
  }
  if (readDataSegments(compiler).some(({ address }) => address !== undefined && address < top)) {
    throw new BakeError("NOT_A_COMPILER", "not a Snapwall compiler module: its stack is not first");
  }
  let scrubbed = clearData(snapshot, 0, top);
  const { initialiserData, ruleData } = readCompilerDescription(compiler);
  const unread = ruleData.flatMap(({ readers, ranges }) => {
    return readers.every((name) => unused.includes(name)) ? ranges : [];
  });
  for (const [start, end] of [...initialiserData, ...unread]) {
    scrubbed = clearData(scrubbed, start, end);
  }
  return scrubbed;
}
