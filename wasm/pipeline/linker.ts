import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

/** A program that links WebAssembly, and the version that it reports. */
export interface Linker {
  readonly path: string;
  readonly version: string;
}

const executable = process.platform === "win32" ? ".exe" : "";

/** Lists the files in the folders of `PATH` whose name matches. */
export function programsInPath(name: RegExp): string[] {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => existsSync(folder));
  return folders.flatMap((folder) => {
    const found = readdirSync(folder).filter((file) => name.test(file));
    return found
      .sort()
      .reverse()
      .map((file) => join(folder, file));
  });
}

/** Asks a linker for its version; `undefined` if it does not link WebAssembly. */
export function askLinker(path: string): Linker | undefined {
  const args = /rust-lld/.test(path) ? ["-flavor", "wasm", "--version"] : ["--version"];
  const { status, stdout } = spawnSync(path, args, { encoding: "utf8" });
  const version = stdout?.trim();
  return status === 0 && version ? { path, version } : undefined;
}

/** The linker that rustup installs with a compiler, which the compiler finds by itself. */
export function bundledLinker(sysroot: string, host: string): Linker | undefined {
  const path = join(sysroot, "lib", "rustlib", host, "bin", `rust-lld${executable}`);
  return existsSync(path) ? askLinker(path) : undefined;
}

/**
 * Finds a linker for a compiler that comes without one: LLVM's `wasm-ld`, with or without version
 * suffix, else `rust-lld` from any rustup toolchain.
 */
export function findLinker(host: string): Linker | undefined {
  const { stdout } = spawnSync("rustup", ["toolchain", "list", "-v"], { encoding: "utf8" });
  const toolchains = (stdout ?? "").split("\n").flatMap((line) => {
    const sysroot = line.trim().split(/\s+/).at(-1);
    return sysroot ? [sysroot] : [];
  });
  for (const sysroot of toolchains) {
    const linker = bundledLinker(sysroot, host);
    if (linker) return linker;
  }
  for (const path of programsInPath(/^(wasm-ld|rust-lld)(-\d+)?(\.exe)?$/)) {
    const linker = askLinker(path);
    if (linker) return linker;
  }
  return undefined;
}
