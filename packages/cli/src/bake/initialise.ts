import {
  readDataSegments,
  readExports,
  readGlobals,
  readImports,
  writeExports,
} from "../binary/index.ts";
import { buildExports, initialiser } from "./contract.ts";
import { BakeError, PolicyError, type PolicyFault } from "./errors.ts";
import { initialiserInput } from "./initialiser-input.ts";
import { type StandardStreams, standardStreams } from "./wasi.ts";

/** State of a compiler module after its initialiser has compiled a policy. */
export interface Initialised {
  /** The initialiser's standard output: the guest's part of the description. */
  readonly output: string;
  /** A copy of the whole linear memory. */
  readonly memory: Uint8Array<ArrayBuffer>;
  /** Bytes of memory in use, from address 0. */
  readonly memoryInUse: number;
  /** Address from which memory contains only patterns and names of bots, up to `deferredFrom`. */
  readonly patternsFrom: number;
  /** Address from which memory in use is read only by content rules; at most `memoryInUse`. */
  readonly deferredFrom: number;
  /** Address of the layout words. */
  readonly layout: number;
  /** Values of the mutable `i32` globals, by index. */
  readonly globals: ReadonlyMap<number, number>;
}

interface CompilerExports {
  readonly memory: WebAssembly.Memory;
  readonly layout: WebAssembly.Global<"i32">;
  readonly memory_in_use: () => number;
  readonly patterns_from: () => number;
  readonly deferred_from: () => number;
  readonly [initialiser]: () => void;
}

const exportedGlobal = (index: number) => `snapwall:global:${index}`;

function checkCompiler(compiler: Uint8Array): void {
  // From outside, it is impossible to see whether code has dropped or still needs a passive
  // segment.
  if (readDataSegments(compiler).some(({ active }) => !active)) {
    throw new BakeError("NOT_A_COMPILER", "not a Snapwall compiler module: it has passive data");
  }
  const names = new Set(readExports(compiler).map(({ name }) => name));
  for (const name of ["memory", "layout", initialiser, ...Object.values(buildExports)]) {
    if (!names.has(name)) {
      const message = `not a Snapwall compiler module: the export "${name}" is missing`;
      throw new BakeError("NOT_A_COMPILER", message);
    }
  }
  for (const { module, name } of readImports(compiler)) {
    if (module !== "wasi_snapshot_preview1" || !["fd_read", "fd_write"].includes(name)) {
      const message = `not a Snapwall compiler module: it imports "${module}.${name}"`;
      throw new BakeError("NOT_A_COMPILER", message);
    }
  }
}

function mutableGlobals(compiler: Uint8Array): number[] {
  return readGlobals(compiler).flatMap(({ index, type, mutable }) => {
    return mutable && type === "i32" ? [index] : [];
  });
}

function explainTrap(streams: StandardStreams, cause: unknown): Error {
  const text = streams.written(2);
  let fault: Partial<PolicyFault> | undefined;
  try {
    fault = JSON.parse(text);
  } catch {}
  if (typeof fault?.code === "string" && typeof fault.message === "string") {
    return new PolicyError({ ...fault, code: fault.code, message: fault.message });
  }
  const said = text === "" ? "" : `: ${text}`;
  return new BakeError("INITIALISER_FAILED", `the initialiser trapped${said}`, { cause });
}

/**
 * Runs a compiler module's initialiser on a policy in the host's own WebAssembly engine.
 *
 * @throws {PolicyError} when the policy has a mistake
 * @throws {BakeError} when the module is not a compiler module, or traps without giving a reason
 * @throws {BinaryError} when the bytes are not a WebAssembly module
 */
export async function initialise(compiler: Uint8Array, policy: string): Promise<Initialised> {
  checkCompiler(compiler);
  const globals = mutableGlobals(compiler);
  const watched = writeExports(compiler, [
    ...readExports(compiler),
    ...globals.map((index) => ({ name: exportedGlobal(index), kind: "global" as const, index })),
  ]);
  const streams = standardStreams(initialiserInput(compiler, policy));
  const { instance } = await WebAssembly.instantiate(watched, streams.imports);
  const exports = instance.exports as unknown as CompilerExports;
  streams.attach(exports.memory);
  try {
    exports[initialiser]();
  } catch (cause) {
    throw explainTrap(streams, cause);
  }
  const values = globals.map((index) => {
    const global = instance.exports[exportedGlobal(index)] as WebAssembly.Global<"i32">;
    return [index, global.value >>> 0] as const;
  });
  return {
    output: streams.written(1),
    memory: new Uint8Array(exports.memory.buffer).slice() as Uint8Array<ArrayBuffer>,
    memoryInUse: exports.memory_in_use() >>> 0,
    patternsFrom: exports.patterns_from() >>> 0,
    deferredFrom: exports.deferred_from() >>> 0,
    layout: exports.layout.value >>> 0,
    globals: new Map(values),
  };
}
