/**
 * The bytes of a module with `pages` of memory (and no more, as in a shipped snapshot) and a
 * function `check` that returns 0: `(module (memory (export "memory") P P) (func (export "check")
 * (result i32) i32.const 0))`.
 */
export function writeEmptyModule(pages: number): Uint8Array {
  const limit = encodeLeb(pages);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 0, 1, 0x7f]),
    ...section(3, [1, 0]),
    ...section(5, [1, 1, ...limit, ...limit]),
    ...section(7, [2, ...name("memory"), 2, 0, ...name("check"), 0, 0]),
    ...section(10, [1, 4, 0, 0x41, 0, 0x0b]),
  ]);
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...encodeLeb(content.length), ...content];
}

function name(text: string): number[] {
  return [text.length, ...new TextEncoder().encode(text)];
}

function encodeLeb(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...encodeLeb(value >>> 7)];
}
