import { sectionIds, writeSections } from "./sections.ts";
import { ByteWriter } from "./writer.ts";

/** Options of {@link buildModule}; everything else in the module is fixed. */
export interface FixtureOptions {
  readonly pages?: number;
  readonly segments?: readonly { readonly address: number; readonly bytes: Uint8Array }[];
}

/**
 * Builds a small valid module by hand: an import `env.log`, a memory, a mutable global `g` with
 * value 16384, a function `peek(address) -> byte`, data, a `name` section and a custom section
 * `note`.
 */
export function buildModule({ pages = 2, segments = [] }: FixtureOptions = {}) {
  const section = (name: keyof typeof sectionIds, content: ByteWriter) => {
    return { id: sectionIds[name], name, bytes: content.finish() };
  };
  const data = new ByteWriter().u32(segments.length);
  for (const { address, bytes } of segments) {
    data.bytes([0, 0x41]).s32(address).byte(0x0b).u32(bytes.length).bytes(bytes);
  }
  const peek = [0, 0x20, 0, 0x2d, 0, 0, 0x0b];
  const functionNames = new ByteWriter().u32(2).u32(0).string("log").u32(1).string("peek").finish();
  const custom = (name: string, bytes: Uint8Array) => ({ id: sectionIds.custom, name, bytes });
  return writeSections([
    section("type", new ByteWriter().bytes([1, 0x60, 1, 0x7f, 1, 0x7f])),
    section("import", new ByteWriter().u32(1).string("env").string("log").bytes([0, 0])),
    section("function", new ByteWriter().bytes([1, 0])),
    section("memory", new ByteWriter().bytes([1, 0]).u32(pages)),
    section("global", new ByteWriter().bytes([1, 0x7f, 1, 0x41]).s32(16384).byte(0x0b)),
    section(
      "export",
      new ByteWriter()
        .u32(3)
        .string("memory")
        .bytes([2, 0])
        .string("peek")
        .bytes([0, 1])
        .string("g")
        .bytes([3, 0]),
    ),
    section("code", new ByteWriter().u32(1).u32(peek.length).bytes(peek)),
    section("data", data),
    custom(
      "name",
      new ByteWriter().byte(1).u32(functionNames.length).bytes(functionNames).finish(),
    ),
    custom("note", new TextEncoder().encode("hello")),
  ]);
}

/** Instantiates a module from {@link buildModule} and returns a copy of its memory. */
export function memoryOf(module: Uint8Array<ArrayBuffer>): Uint8Array {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module), {
    env: { log: (value: number) => value },
  });
  return new Uint8Array((exports.memory as WebAssembly.Memory).buffer).slice();
}
