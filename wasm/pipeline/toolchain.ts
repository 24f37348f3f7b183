import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { bundledLinker, findLinker, type Linker, programsInPath } from "./linker.ts";

export const target = "wasm32-unknown-unknown";

/** How long `rustup target add` may take: it hangs where downloads are blocked. */
const rustupTimeoutMs = 20_000;

/** A Rust toolchain on this machine that can build for WebAssembly. */
export interface Toolchain {
  readonly rustc: string;
  readonly cargo: string;
  /** Output of `rustc --version`, without the name. */
  readonly rustcVersion: string;
  readonly cargoVersion: string;
  readonly sysroot: string;
  readonly linker: Linker;
  /** Whether the compiler finds the linker by itself. */
  readonly linkerIsBundled: boolean;
  /**
   * Where the standard library comes from: `prebuilt` for the target, or its `source`, compiled
   * along with the guest.
   */
  readonly std: "prebuilt" | "source";
}

function ask(program: string, ...args: string[]): string | undefined {
  const { status, stdout } = spawnSync(program, args, { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

/** The compilers to try: only `RUSTC` if set, else all in `PATH`. */
function compilers(): string[] {
  if (process.env.RUSTC) return [process.env.RUSTC];
  return [...new Set(programsInPath(/^rustc(\.exe)?$/))];
}

function hasTarget(rustc: string): boolean {
  const folder = ask(rustc, "--print", "target-libdir", "--target", target);
  if (folder === undefined || !existsSync(folder)) return false;
  return readdirSync(folder).some((file) => /^libcore-.*\.rlib$/.test(file));
}

function hasLibrarySource(rustc: string): boolean {
  const sysroot = ask(rustc, "--print", "sysroot") ?? "";
  return existsSync(join(sysroot, "lib", "rustlib", "src", "rust", "library", "core", "src"));
}

function complete(rustc: string, std: Toolchain["std"]): Toolchain | undefined {
  const cargo = process.env.CARGO ?? programsInPath(/^cargo(\.exe)?$/)[0];
  const verbose = ask(rustc, "--version", "--verbose");
  const sysroot = ask(rustc, "--print", "sysroot");
  const host = /^host: (.+)$/m.exec(verbose ?? "")?.[1];
  if (!cargo || !verbose || !sysroot || !host) return undefined;
  const bundled = bundledLinker(sysroot, host);
  const linker = bundled ?? findLinker(host);
  const rustcVersion = verbose.split("\n")[0]?.replace("rustc ", "");
  const cargoVersion = ask(cargo, "--version")?.replace("cargo ", "");
  if (!linker || !rustcVersion || !cargoVersion) return undefined;
  const linkerIsBundled = bundled !== undefined;
  return { rustc, cargo, rustcVersion, cargoVersion, sysroot, linker, linkerIsBundled, std };
}

/**
 * Yields the toolchains of this machine that can build the guest, best first:
 *
 * 1. a compiler whose sysroot has the target's libraries, as installed by `rustup target add`;
 * 2. the same, after trying that command with a time limit;
 * 3. a compiler with the source of its own standard library (rustup's component `rust-src`, Debian's
 *    `rust-web-src`), which is then compiled for the target.
 */
export function* findToolchains(): Generator<Toolchain> {
  const all = compilers();
  let found = all.filter(hasTarget);
  if (found.length === 0 && ask("rustup", "--version") !== undefined) {
    spawnSync("rustup", ["target", "add", target], { timeout: rustupTimeoutMs, stdio: "ignore" });
    found = all.filter(hasTarget);
  }
  const sources = all.filter(hasLibrarySource);
  for (const rustc of found)
    yield* [complete(rustc, "prebuilt")].filter((one) => one !== undefined);
  for (const rustc of sources)
    yield* [complete(rustc, "source")].filter((one) => one !== undefined);
}

/** Advice for a machine where {@link findToolchains} finds none. */
export const installAdvice = `No Rust for ${target} was found. Either of these gives one:
  rustup target add ${target}
  apt-get install --no-install-recommends rustc-web rust-web-src cargo-web lld    (Debian 12)
Set RUSTC and CARGO to use a particular one. Using or testing the TypeScript needs none: the built
modules are committed under wasm/artifacts.`;
