/**
 * Thrown when bytes are not the expected WebAssembly binary.
 *
 * `offset` is the position of the fault in bytes from the start of the file; `reason` is what is
 * wrong there, without the offset.
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
