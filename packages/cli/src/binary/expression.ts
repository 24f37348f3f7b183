import type { ByteReader } from "./reader.ts";

/**
 * Reads a constant expression. Returns its value when it is a single `i32.const` (as an unsigned
 * number), otherwise `undefined`.
 *
 * Source: WebAssembly Core Specification 3.0, section 3.4.14 (Constant expressions).
 */
export function readConstant(reader: ByteReader, what: string): number | undefined {
  let value: number | undefined;
  for (let count = 0; ; count++) {
    const start = reader.offset;
    const opcode = reader.byte(what);
    if (opcode === 0x0b) {
      if (count === 0) reader.fail(`${what} is empty`, start);
      return count === 1 ? value : undefined;
    }
    switch (opcode) {
      case 0x41: // i32.const
        value = reader.s32(what) >>> 0;
        continue;
      case 0x42: // i64.const
      case 0xd0: // ref.null
        reader.skipS64(what);
        break;
      case 0x43: // f32.const
        reader.take(4, what);
        break;
      case 0x44: // f64.const
        reader.take(8, what);
        break;
      case 0x23: // global.get
      case 0xd2: // ref.func
        reader.u32(what);
        break;
      case 0x6a: // i32.add, sub, mul
      case 0x6b:
      case 0x6c:
      case 0x7c: // i64.add, sub, mul
      case 0x7d:
      case 0x7e:
        break;
      case 0xfd: // v128.const
        if (reader.u32(what) !== 12) reader.fail(`unknown instruction in ${what}`, start);
        reader.take(16, what);
        break;
      default:
        reader.fail(`unknown instruction 0x${opcode.toString(16)} in ${what}`, start);
    }
    value = undefined;
  }
}
