import { readFileSync } from "node:fs";
import { env } from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { writeEmptyModule } from "./empty-module.ts";

/** The folder of the committed modules, or of another build given by `SNAPWALL_ARTIFACTS`. */
const artifacts = env.SNAPWALL_ARTIFACTS
  ? pathToFileURL(`${env.SNAPWALL_ARTIFACTS}/`)
  : new URL("../../wasm/artifacts/", import.meta.url);
const pageBytes = 65_536;

/** Where `bench:cold` writes the module of {@link ./whole-request.ts}. */
const wholeRequest = fileURLToPath(new URL("../.work/whole-request.wasm", import.meta.url));

/** The path of the module of that name, or its bytes if the bench makes it itself. */
export function locateModule(name: string): string | Uint8Array {
  if (name === "empty.wasm") return writeEmptyModule(readSnapshotPages());
  if (name === "whole-request.wasm") return wholeRequest;
  if (name.startsWith("arcjet_")) {
    const folder = new URL("./wasm/", import.meta.resolve("@arcjet/analyze-wasm"));
    return fileURLToPath(new URL(name, folder));
  }
  return fileURLToPath(new URL(name, artifacts));
}

/** Initial memory of the shipped snapshot in pages; the floor gets the same. */
function readSnapshotPages(): number {
  const module = new WebAssembly.Module(readFileSync(new URL("snapwall.wasm", artifacts)));
  const { memory } = new WebAssembly.Instance(module).exports;
  return (memory as WebAssembly.Memory).buffer.byteLength / pageBytes;
}
