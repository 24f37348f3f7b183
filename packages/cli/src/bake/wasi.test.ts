import { expect, test } from "vitest";
import { standardStreams } from "./wasi.ts";

type Call = (descriptor: number, list: number, count: number, result: number) => number;

function open(input: string) {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const streams = standardStreams(new TextEncoder().encode(input));
  streams.attach(memory);
  const { fd_read, fd_write } = streams.imports.wasi_snapshot_preview1 as Record<string, Call>;
  const view = new DataView(memory.buffer);
  /** Lays out one vector of a buffer at 100 and calls. */
  const call = (run: Call | undefined, descriptor: number, bytes: number) => {
    view.setUint32(0, 100, true);
    view.setUint32(4, bytes, true);
    const status = run?.(descriptor, 0, 1, 8);
    return { status, bytes: view.getUint32(8, true) };
  };
  return {
    read: (bytes: number, descriptor = 0) => {
      const result = call(fd_read, descriptor, bytes);
      return { ...result, text: Buffer.from(memory.buffer, 100, result.bytes).toString() };
    },
    write: (text: string | Uint8Array, descriptor: number) => {
      const bytes = Buffer.from(text as string);
      Buffer.from(memory.buffer).set(bytes, 100);
      return call(fd_write, descriptor, bytes.length);
    },
    written: streams.written,
  };
}

test("input is read in parts and then ends", () => {
  const { read } = open("policy");
  expect(read(4)).toEqual({ status: 0, bytes: 4, text: "poli" });
  expect(read(4)).toEqual({ status: 0, bytes: 2, text: "cy" });
  expect(read(4)).toEqual({ status: 0, bytes: 0, text: "" });
});

test("output and errors are kept apart, and characters may be split between writes", () => {
  const { write, written } = open("");
  const euro = new TextEncoder().encode("€");
  expect(write(euro.subarray(0, 1), 1)).toEqual({ status: 0, bytes: 1 });
  expect(write(euro.subarray(1), 1)).toEqual({ status: 0, bytes: 2 });
  write("no", 2);
  expect(written(1)).toBe("€");
  expect(written(2)).toBe("no");
});

test("other descriptors are bad", () => {
  const { read, write } = open("policy");
  expect(read(4, 3).status).toBe(8);
  expect(write("x", 0).status).toBe(8);
});
