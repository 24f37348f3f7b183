import { ABSENT, ACTIONS, LAYOUT, OUTPUT } from "../../../packages/core/src/abi.ts";
import type { GuestMemory } from "../../../packages/core/src/codec/guest-memory.ts";
import { readParts } from "../../../packages/core/src/codec/read-parts.ts";
import { readAscii } from "../../../packages/core/src/codec/read-text.ts";
import { writeInput } from "../../../packages/core/src/codec/write-input.ts";
import type { Modules, Subject } from "./subject.ts";

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly layout: WebAssembly.Global<"i32">;
  check(): number;
  "wizer-initialize"(): void;
}

/** An empty policy on standard input, which is the default one; what is written is dropped. */
function instantiate(modules: Modules): Exports {
  const setWord = (at: number, value: number): void => {
    new DataView(exports.memory.buffer).setUint32(at, value, true);
  };
  const wasi = {
    fd_read(_fd: number, _vectors: number, _count: number, read: number): number {
      setWord(read, 0);
      return 0;
    },
    fd_write(_fd: number, vectors: number, _count: number, written: number): number {
      setWord(written, new DataView(exports.memory.buffer).getUint32(vectors + 4, true));
      return 0;
    },
  };
  const module = modules["snapwall-compiler.wasm"] as WebAssembly.Module;
  const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: wasi });
  const exports = instance.exports as unknown as Exports;
  return exports;
}

/** What core's `openGuest` makes of a snapshot, for an instance that compiled its policy itself. */
function viewMemory({ memory, layout }: Exports): GuestMemory {
  const bytes = new Uint8Array(memory.buffer);
  const words = new Uint32Array(memory.buffer);
  const read = (word: number): number => words[(layout.value >>> 2) + word] as number;
  return {
    bytes,
    words,
    inputAddress: read(LAYOUT.inputAddress),
    inputBytes: read(LAYOUT.inputBytes),
    outputAddress: read(LAYOUT.outputAddress),
    outputBytes: read(LAYOUT.outputBytes),
    headerNames: readAscii(bytes, read(LAYOUT.headersAddress), read(LAYOUT.headersBytes)).split(
      "\n",
    ),
  };
}

/**
 * The same engine without the snapshot: both halves in one module, which reads its policy and builds
 * its tables when it starts. It is what a build without Wizer would be.
 */
export const subject: Subject = {
  modules: ["snapwall-compiler.wasm"],
  judges: true,
  start(modules) {
    const exports = instantiate(modules);
    exports["wizer-initialize"]();
    const guest = viewMemory(exports);
    return ({ request }) => {
      writeInput(guest, readParts(request, null, guest.headerNames));
      if (exports.check() === 0) return false;
      const action = guest.words[(guest.outputAddress >>> 2) + OUTPUT.action];
      return ACTIONS[action ?? ABSENT] === "deny";
    };
  },
  instantiate,
};
