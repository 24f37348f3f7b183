/**
 * Says that bytes are not the WebAssembly binary that they should be.
 *
 * `offset` is where in the file the fault is, in bytes from its start; `reason` is what is wrong
 * there, without the offset.
 */
export class BinaryError extends Error {
  override readonly name = "BinaryError";
  readonly code = "INVALID_BINARY";
  readonly reason: string;
  readonly offset: number;

  constructor(reason: string, offset: number) {
    super(`${reason} at offset ${offset} (0x${offset.toString(16)})`);
    this.reason = reason;
    this.offset = offset;
  }
}
