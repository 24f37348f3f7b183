const utf8 = new TextEncoder();

/** Writes WebAssembly binary format encodings into a growing buffer. */
export class ByteWriter {
  #bytes = new Uint8Array(1024);
  #length = 0;

  /** Makes room for `count` more bytes and returns the position of the first. */
  #reserve(count: number): number {
    const position = this.#length;
    this.#length += count;
    if (this.#length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(this.#length, this.#bytes.length * 2));
      grown.set(this.#bytes.subarray(0, position));
      this.#bytes = grown;
    }
    return position;
  }

  byte(value: number): this {
    // Reserving may replace the buffer, so it must happen before the buffer is accessed.
    const position = this.#reserve(1);
    this.#bytes[position] = value;
    return this;
  }

  bytes(values: Uint8Array | readonly number[]): this {
    const position = this.#reserve(values.length);
    this.#bytes.set(values, position);
    return this;
  }

  /** Writes an unsigned LEB128 number in as few bytes as possible. */
  u32(value: number): this {
    if (!Number.isInteger(value) || value < 0 || value > 0xffff_ffff) {
      throw new RangeError(`"value" expected an unsigned 32-bit integer, got ${value}`);
    }
    let rest = value;
    while (rest > 0x7f) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    return this.byte(rest);
  }

  /**
   * Writes a signed LEB128 number; an unsigned 32-bit number is interpreted as two's complement.
   */
  s32(value: number): this {
    let rest = value | 0;
    for (;;) {
      const low = rest & 0x7f;
      rest >>= 7;
      const done = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
      this.byte(done ? low : low | 0x80);
      if (done) return this;
    }
  }

  string(text: string): this {
    const bytes = utf8.encode(text);
    return this.u32(bytes.length).bytes(bytes);
  }

  /** Returns a copy of what has been written. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }
}
