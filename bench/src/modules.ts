import { readFileSync } from "node:fs";
import { env } from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { writeEmptyModule } from "./empty-module.ts";

/** The committed modules, or those of another build in the folder that `SNAPWALL_ARTIFACTS` names. */
const artifacts = env.SNAPWALL_ARTIFACTS
  ? pathToFileURL(`${env.SNAPWALL_ARTIFACTS}/`)
  : new URL("../../wasm/artifacts/", import.meta.url);
const pageBytes = 65_536;

/** Where `bench:cold` puts the module of {@link ./whole-request.ts}. */
const wholeRequest = fileURLToPath(new URL("../.work/whole-request.wasm", import.meta.url));

/** Where a module of that name is, or its bytes when the bench itself makes it. */
export function locateModule(name: string): string | Uint8Array {
  if (name === "empty.wasm") return writeEmptyModule(readSnapshotPages());
  if (name === "whole-request.wasm") return wholeRequest;
  if (name.startsWith("arcjet_")) {
    const folder = new URL("./wasm/", import.meta.resolve("@arcjet/analyze-wasm"));
    return fileURLToPath(new URL(name, folder));
  }
  return fileURLToPath(new URL(name, artifacts));
}

/** Pages of memory that the shipped snapshot starts with: the floor gets as many. */
function readSnapshotPages(): number {
  const module = new WebAssembly.Module(readFileSync(new URL("snapwall.wasm", artifacts)));
  const { memory } = new WebAssembly.Instance(module).exports;
  return (memory as WebAssembly.Memory).buffer.byteLength / pageBytes;
}
