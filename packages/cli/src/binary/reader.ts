import { BinaryError } from "./error.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Reads WebAssembly binary format encodings from bytes, front to back.
 *
 * Every read checks its bounds first, and a vector's count is checked against the remaining bytes,
 * so that corrupt input takes time linear in its length and ends in a {@link BinaryError}.
 */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #base: number;
  #position = 0;

  /**
   * @param base position of `bytes` in the file, so that errors can report an offset in the file
   */
  constructor(bytes: Uint8Array, base = 0) {
    this.#bytes = bytes;
    this.#base = base;
  }

  /** Offset of the next byte in the file. */
  get offset(): number {
    return this.#base + this.#position;
  }

  get remaining(): number {
    return this.#bytes.length - this.#position;
  }

  fail(reason: string, offset = this.offset): never {
    throw new BinaryError(reason, offset);
  }

  byte(what: string): number {
    const value = this.#bytes[this.#position];
    if (value === undefined) this.fail(`${what} is missing: the bytes end`);
    this.#position++;
    return value;
  }

  /** Returns a view of the next `length` bytes, not a copy. */
  take(length: number, what: string): Uint8Array {
    if (length > this.remaining) {
      this.fail(`${what} needs ${length} bytes, ${this.remaining} are left`);
    }
    const start = this.#position;
    this.#position += length;
    return this.#bytes.subarray(start, this.#position);
  }

  /** Reads an unsigned LEB128 number of at most 32 bits. */
  u32(what: string): number {
    const start = this.offset;
    let value = 0;
    for (let index = 0; index < 5; index++) {
      const byte = this.byte(what);
      if (index === 4 && byte > 0x0f) break;
      value += (byte & 0x7f) * 2 ** (7 * index);
      if (byte < 0x80) return value;
    }
    return this.fail(`${what} does not fit 32 bits`, start);
  }

  /** Reads an unsigned LEB128 number of at most 64 bits, if it is a safe integer. */
  u64(what: string): number {
    const start = this.offset;
    let value = 0n;
    for (let index = 0; index < 10; index++) {
      const byte = this.byte(what);
      value += BigInt(byte & 0x7f) << BigInt(7 * index);
      if (byte >= 0x80) continue;
      if (value > BigInt(Number.MAX_SAFE_INTEGER)) break;
      return Number(value);
    }
    return this.fail(`${what} is larger than an integer can be`, start);
  }

  /** Reads a signed LEB128 number of at most 32 bits. */
  s32(what: string): number {
    const start = this.offset;
    let value = 0;
    for (let index = 0; index < 5; index++) {
      const byte = this.byte(what);
      value |= (byte & 0x7f) << (7 * index);
      if (byte >= 0x80) continue;
      if (index < 4) return (byte & 0x40) === 0 ? value : value | (-1 << (7 * (index + 1)));
      if ((byte & 0x78) === 0 || (byte & 0x78) === 0x78) return value;
      break;
    }
    return this.fail(`${what} does not fit 32 bits`, start);
  }

  /** Skips a signed LEB128 number of at most 64 bits. */
  skipS64(what: string): void {
    const start = this.offset;
    for (let index = 0; index < 10; index++) {
      if (this.byte(what) < 0x80) return;
    }
    this.fail(`${what} does not fit 64 bits`, start);
  }

  /** Reads the length of a vector whose elements take at least one byte each. */
  count(what: string): number {
    const start = this.offset;
    const count = this.u32(`the number of ${what}`);
    if (count > this.remaining) {
      this.fail(`${count} ${what} are declared, ${this.remaining} bytes are left`, start);
    }
    return count;
  }

  /** Reads a length-prefixed UTF-8 string. */
  string(what: string): string {
    const length = this.u32(`the length of ${what}`);
    const start = this.offset;
    const bytes = this.take(length, what);
    try {
      return utf8.decode(bytes);
    } catch {
      return this.fail(`${what} is not UTF-8`, start);
    }
  }

  /** Asserts that all bytes have been read. */
  end(what: string): void {
    if (this.remaining > 0) this.fail(`${what} ends early: ${this.remaining} bytes are left over`);
  }
}
