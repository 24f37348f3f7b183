import { expect, test } from "vitest";
import { type Deferred, deferData } from "./defer-data.ts";
import { describeModule } from "./describe.ts";
import { trimMemory } from "./memory.ts";
import { repack } from "./repack.ts";
import { sectionIds, writeSections } from "./sections.ts";
import { ByteWriter } from "./writer.ts";

const text = (bytes: string) => new TextEncoder().encode(bytes);

/** A module with functions `load` and `loadOther` that do nothing, and data at 100 and at 300. */
function build(): Uint8Array<ArrayBuffer> {
  const section = (name: keyof typeof sectionIds, content: ByteWriter) => {
    return { id: sectionIds[name], name, bytes: content.finish() };
  };
  const data = new ByteWriter().u32(2);
  for (const [address, bytes] of [
    [100, "abc\0defgh"],
    [300, "xyz"],
  ] as const) {
    data.bytes([0, 0x41]).s32(address).byte(0x0b).u32(bytes.length).bytes(text(bytes));
  }
  const exports = new ByteWriter()
    .u32(3)
    .string("memory")
    .bytes([2, 0])
    .string("load")
    .bytes([0, 0])
    .string("loadOther")
    .bytes([0, 1]);
  return writeSections([
    section("type", new ByteWriter().bytes([1, 0x60, 0, 0])),
    section("function", new ByteWriter().bytes([2, 0, 0])),
    section("memory", new ByteWriter().bytes([1, 0, 1])),
    section("export", exports),
    section("code", new ByteWriter().bytes([2, 2, 0, 0x0b, 2, 0, 0x0b])),
    section("data", data),
  ]);
}

function start(module: Uint8Array<ArrayBuffer>) {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module));
  const { memory, load, loadOther } = exports as {
    memory: WebAssembly.Memory;
    load: () => void;
    loadOther: () => void;
  };
  return { memory: new Uint8Array(memory.buffer), load, loadOther };
}

/** Defers ranges until `load` is called. */
function defer(module: Uint8Array, ranges: Deferred["ranges"]) {
  return deferData(module, [{ ranges, loader: 0 }]);
}

test("what is deferred is not in memory until it is loaded, and then all of it is", () => {
  const plain = start(build());
  const { memory, load } = start(
    defer(build(), [
      [102, 107],
      [250, 400],
    ]),
  );
  expect(Buffer.from(memory.subarray(100, 110)).toString()).toBe("ab\0\0\0\0\0gh\0");
  expect(memory[300]).toBe(0);
  load();
  expect(memory).toEqual(plain.memory);
});

test("each part is loaded by its own function, in any order", () => {
  const plain = start(build());
  const { memory, load, loadOther } = start(
    deferData(build(), [
      { ranges: [[102, 107]], loader: 0 },
      { ranges: [[300, 303]], loader: 1 },
    ]),
  );
  loadOther();
  expect(Buffer.from(memory.subarray(300, 303)).toString()).toBe("xyz");
  expect(memory[105]).toBe(0);
  load();
  expect(memory).toEqual(plain.memory);
});

test("it is loaded once: a second time would undo what was written since", () => {
  const { load } = start(defer(build(), [[300, 303]]));
  load();
  expect(load).toThrow(WebAssembly.RuntimeError);
});

test("a module with deferred data is trimmed, repacked and described as any other", () => {
  const deferred = defer(build(), [[102, 107]]);
  const packed = repack(trimMemory(deferred, 400));
  expect(describeModule(packed)).toMatchObject({
    data: { segments: 2 },
    passiveData: { segments: 1, bytes: 5 },
  });
  const { memory, load } = start(packed);
  load();
  expect(Buffer.from(memory.subarray(100, 109)).toString()).toBe("abc\0defgh");
});

test("ranges without data defer nothing", () => {
  const { memory, load } = start(
    defer(build(), [
      [0, 50],
      [103, 104],
    ]),
  );
  expect(memory[100]).toBe(97);
  expect(load).not.toThrow();
});
