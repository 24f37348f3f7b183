import { standardStreams } from "../../../packages/cli/src/bake/wasi.ts";
import {
  ABSENT,
  ACTIONS,
  INPUT_WORDS,
  LAYOUT,
  OUTPUT,
  SLOTS,
} from "../../../packages/core/src/abi.ts";
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

/** Standard input is the module's rule data and an empty policy, the default one. */
function instantiate(modules: Modules): Exports {
  const module = modules["snapwall-compiler.wasm"] as WebAssembly.Module;
  const [rules] = WebAssembly.Module.customSections(module, "snapwall.rules");
  const streams = standardStreams(new Uint8Array(rules as ArrayBuffer));
  const exports = new WebAssembly.Instance(module, streams.imports).exports as unknown as Exports;
  streams.attach(exports.memory);
  return exports;
}

/**
 * Does what core's `openGuest` does for a snapshot, for an instance that compiled its policy
 * itself.
 */
function viewMemory({ memory, layout }: Exports): GuestMemory {
  const bytes = new Uint8Array(memory.buffer);
  const words = new Uint32Array(memory.buffer);
  const read = (word: number): number => words[(layout.value >>> 2) + word] as number;
  const names = readAscii(bytes, read(LAYOUT.partsAddress), read(LAYOUT.partsBytes));
  const headerNames = names.split("\n");
  const inputAddress = read(LAYOUT.inputAddress);
  const inputBytes = read(LAYOUT.inputBytes);
  const textAt = inputAddress + (INPUT_WORDS + SLOTS.length + headerNames.length) * 4;
  return {
    bytes,
    words,
    inputAddress,
    inputBytes,
    texts: bytes.subarray(textAt, inputAddress + inputBytes),
    content: undefined,
    outputAddress: read(LAYOUT.outputAddress),
    outputBytes: read(LAYOUT.outputBytes),
    headerNames,
    furtherNames: [],
    reads: 0,
    clientSlot: 0,
  };
}

/**
 * The same engine without the snapshot: both halves in one module, which reads its policy and
 * builds its tables at start, as a build without Wizer would.
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
