import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import {
  describeModule,
  findSection,
  readFunctionNames,
  readFunctionSizes,
  readImports,
  readMemory,
  readSections,
} from "../../packages/cli/src/binary/index.ts";
import type { Made } from "./make.ts";
import { artifacts, files } from "./paths.ts";

/** Sizes of a module, in bytes. */
export interface Sizes {
  readonly raw: number;
  readonly gzip: number;
  readonly brotli: number;
}

/** The manifest's entry for one module. */
export interface ManifestEntry extends Sizes {
  readonly sha256: string;
  readonly memoryPages: number;
  readonly memoryInUse?: number;
  readonly dataBytes: number;
  readonly dataSegments: number;
  readonly codeBytes: number;
  readonly functions: number;
}

/** `manifest.json`: a description of the committed modules and of what they were built from. */
export interface Manifest {
  readonly sourceHash: string;
  readonly tools: Readonly<Record<string, string>>;
  readonly modules: Readonly<Record<string, ManifestEntry>>;
}

/**
 * `snapwall.names.json`: names of the functions in each module, and the hash of the code they
 * belong to.
 */
export type FunctionNames = Readonly<
  Record<string, { readonly codeSha256: string; readonly functions: readonly string[] }>
>;

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Measures a module's raw size and its smallest compressed sizes. */
export function measure(module: Uint8Array): Sizes {
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: module.length };
  return {
    raw: module.length,
    gzip: gzipSync(module, { level: 9 }).length,
    brotli: brotliCompressSync(module, { params }).length,
  };
}

/** SHA-256 of a module's code section. */
export function hashCode(module: Uint8Array): string {
  return sha256(findSection(readSections(module), "code")?.bytes ?? new Uint8Array());
}

function describe(module: Uint8Array): ManifestEntry {
  const { data, functions } = describeModule(module);
  return {
    sha256: sha256(module),
    ...measure(module),
    memoryPages: readMemory(module)?.minimum ?? 0,
    dataBytes: data.bytes,
    dataSegments: data.segments,
    codeBytes: functions.bytes,
    functions: functions.count,
  };
}

/** Creates the manifest of a build. */
export function createManifest({
  snapshot,
  compiler,
  sourceHash,
  tools,
  memoryInUse,
}: Made): Manifest {
  return {
    sourceHash,
    tools,
    modules: {
      [files.snapshot]: { ...describe(snapshot.module), memoryInUse },
      [files.compiler]: describe(compiler.module),
    },
  };
}

/** Lists the functions that both modules define, by name and in the order of the code. */
export function listFunctions({ snapshot, compiler }: Made): FunctionNames {
  const list = ({ module, named }: Made["snapshot"]) => {
    const names = readFunctionNames(named);
    const imported = readImports(named).filter(({ kind }) => kind === "function").length;
    const functions = readFunctionSizes(named).map((_, number) => {
      return names.get(imported + number) ?? "";
    });
    return { codeSha256: hashCode(module), functions };
  };
  return { [files.snapshot]: list(snapshot), [files.compiler]: list(compiler) };
}

/** Reads the committed manifest, if there is one. */
export function readManifest(): Manifest | undefined {
  const path = join(artifacts, files.manifest);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}
