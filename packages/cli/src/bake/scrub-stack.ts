import { clearData, readDataSegments, readExports, readGlobals } from "../binary/index.ts";
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
 * Returns the snapshot without what the initialiser left on the stack.
 *
 * Dead stack is never read again, but it holds pieces of the policy's text, makes the module larger
 * and costs time at every start.
 *
 * @param compiler the module before its initialiser ran: shows that nothing else lies in the stack
 */
export function scrubStack(compiler: Uint8Array, snapshot: Uint8Array): Uint8Array<ArrayBuffer> {
  const top = stackTop(compiler);
  if (stackTop(snapshot) !== top) {
    throw new BakeError("INITIALISER_FAILED", "the initialiser did not give the stack back");
  }
  if (readDataSegments(compiler).some(({ address }) => address !== undefined && address < top)) {
    throw new BakeError("NOT_A_COMPILER", "not a Snapwall compiler module: its stack is not first");
  }
  return clearData(snapshot, 0, top);
}
