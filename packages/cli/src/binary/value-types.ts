import type { ByteReader } from "./reader.ts";

const plain: Record<number, string> = {
  127: "i32",
  126: "i64",
  125: "f32",
  124: "f64",
  123: "v128",
  112: "funcref",
  111: "externref",
  105: "exnref",
};

/** Reads a value type and returns its name in the text format. */
export function readValueType(reader: ByteReader, what: string): string {
  const start = reader.offset;
  const byte = reader.byte(what);
  const name = plain[byte];
  if (name !== undefined) return name;
  if (byte === 0x63 || byte === 0x64) {
    reader.skipS64(what);
    return byte === 0x63 ? "ref null" : "ref";
  }
  return reader.fail(`unknown value type 0x${byte.toString(16)} of ${what}`, start);
}

/** Minimum and maximum size of a memory (in pages of 64 KiB) or a table (in elements). */
export interface Limits {
  readonly minimum: number;
  readonly maximum?: number;
  readonly shared: boolean;
  readonly is64: boolean;
}

/** Reads the limits of a memory or a table. */
export function readLimits(reader: ByteReader, what: string): Limits {
  const start = reader.offset;
  const flags = reader.byte(`the limits of ${what}`);
  if (flags > 7) reader.fail(`unknown limits 0x${flags.toString(16)} of ${what}`, start);
  const is64 = (flags & 4) !== 0;
  const size = (name: string) => (is64 ? reader.u64(name) : reader.u32(name));
  const minimum = size(`the minimum of ${what}`);
  const shared = (flags & 2) !== 0;
  if ((flags & 1) === 0) return { minimum, shared, is64 };
  return { minimum, maximum: size(`the maximum of ${what}`), shared, is64 };
}
