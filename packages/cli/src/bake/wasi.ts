const success = 0;
const badDescriptor = 8;

/** The two WASI functions that a compiler module imports, implemented over bytes in memory. */
export interface StandardStreams {
  readonly imports: WebAssembly.Imports;
  /** Sets the memory to read and write; call it once the module is instantiated. */
  attach(memory: WebAssembly.Memory): void;
  /** What was written to a descriptor, as text. */
  written(descriptor: 1 | 2): string;
}

/**
 * Provides `fd_read` (descriptor 0 reads `input`) and `fd_write` (descriptors 1 and 2 are
 * recorded). Other descriptors yield `EBADF`.
 *
 * Source: WASI preview 1, `wasi_snapshot_preview1`.
 */
export function standardStreams(input: Uint8Array): StandardStreams {
  const written = new Map<number, Uint8Array[]>([
    [1, []],
    [2, []],
  ]);
  let memory: WebAssembly.Memory | undefined;
  let unread = input;

  const buffers = (list: number, count: number) => {
    const buffer = memory?.buffer ?? new ArrayBuffer(0);
    const view = new DataView(buffer);
    return Array.from({ length: count }, (_, index) => {
      const address = view.getUint32(list + 8 * index, true);
      return new Uint8Array(buffer, address, view.getUint32(list + 8 * index + 4, true));
    });
  };
  const answer = (address: number, value: number) => {
    new DataView(memory?.buffer ?? new ArrayBuffer(0)).setUint32(address, value, true);
    return success;
  };

  const read = (descriptor: number, list: number, count: number, result: number) => {
    if (descriptor !== 0) return badDescriptor;
    let total = 0;
    for (const buffer of buffers(list, count)) {
      const part = unread.subarray(0, buffer.length);
      buffer.set(part);
      unread = unread.subarray(part.length);
      total += part.length;
    }
    return answer(result, total);
  };
  const write = (descriptor: number, list: number, count: number, result: number) => {
    const sink = written.get(descriptor);
    if (sink === undefined) return badDescriptor;
    let total = 0;
    for (const buffer of buffers(list, count)) {
      sink.push(buffer.slice());
      total += buffer.length;
    }
    return answer(result, total);
  };

  return {
    imports: { wasi_snapshot_preview1: { fd_read: read, fd_write: write } },
    attach: (attached) => {
      memory = attached;
    },
    written: (descriptor) => {
      const decoder = new TextDecoder();
      const parts = written.get(descriptor) ?? [];
      return (
        parts.map((part) => decoder.decode(part, { stream: true })).join("") + decoder.decode()
      );
    },
  };
}
