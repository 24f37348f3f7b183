import { brotliCompressSync, gzipSync } from "node:zlib";
import type { ModuleDescription } from "@snapwall/core";
import { examineModule } from "../examine-module.ts";
import { countTouchedPages, hostPageBytes } from "../touched-pages.ts";

/** The content of a Snapwall module: its self-description and the structure of its binary. */
export interface Inspection {
  readonly description: ModuleDescription;
  /** Number of bots by the category that decisions report, in descending order. */
  readonly botsByCategory: Readonly<Record<string, number>>;
  readonly bytes: { readonly raw: number; readonly gzip: number; readonly brotli: number };
  /** In pages of 64 KiB; `maximum` is absent if the memory may grow without limit. */
  readonly memoryPages: { readonly minimum: number; readonly maximum?: number };
  /**
   * `touchedPages` is the number of 4 KiB pages that instantiation writes to, the cost of a cold
   * start.
   */
  readonly data: {
    readonly segments: number;
    readonly bytes: number;
    readonly touchedPages: number;
  };
  /** Bytes that are copied into memory when the first address or text is judged. */
  readonly deferredBytes: number;
  readonly functions: { readonly count: number; readonly bytes: number };
  readonly imports: readonly string[];
  readonly exports: readonly string[];
  readonly start: boolean;
  readonly sections: readonly {
    readonly name: string;
    readonly custom: boolean;
    readonly offset: number;
    readonly bytes: number;
  }[];
}

/**
 * Inspects a snapshot.
 *
 * @throws {BinaryError} when the bytes are not a snapshot of this version, are truncated or were
 * changed; says what is wrong, and where
 */
export async function inspectModule(bytes: Uint8Array<ArrayBuffer>): Promise<Inspection> {
  const { binary, description } = await examineModule(bytes);
  const { minimum = 0, maximum } = binary.memory ?? {};
  return {
    description,
    botsByCategory: countBots(description),
    bytes: {
      raw: bytes.length,
      gzip: gzipSync(bytes, { level: 9 }).length,
      brotli: brotliCompressSync(bytes).length,
    },
    memoryPages: maximum === undefined ? { minimum } : { minimum, maximum },
    data: { ...binary.data, touchedPages: countTouchedPages(bytes, hostPageBytes) },
    deferredBytes: binary.passiveData.bytes,
    functions: binary.functions,
    imports: binary.imports.map(({ module, name }) => `${module}.${name}`),
    exports: binary.exports.map(({ name }) => name),
    start: binary.start,
    sections: binary.sections,
  };
}

function countBots({ bots = {} }: ModuleDescription): Record<string, number> {
  const counts = Object.entries(bots).map(([category, ids]) => [category, ids.length] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0).sort(([, a], [, b]) => b - a));
}
