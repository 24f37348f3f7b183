import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { workspace } from "./paths.ts";
import { type Toolchain, target } from "./toolchain.ts";

/** The crate whose library is the module. */
const guest = { package: "snapwall-guest", file: "snapwall_guest.wasm" };

/** Flags that depend on the machine; the others are in `wasm/.cargo/config.toml`. */
function compilerFlags({ std, sysroot }: Toolchain): string[] {
  const cargoHome = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
  const flags = [
    `--remap-path-prefix=${workspace}=/snapwall`,
    `--remap-path-prefix=${cargoHome}=/cargo`,
    `--remap-path-prefix=${join(sysroot, "lib", "rustlib", "src", "rust")}=/rust`,
  ];
  // Panic messages are never shown, and code to format them is a third of a small module.
  return std === "source" ? [...flags, "-Zunstable-options", "-Cpanic=immediate-abort"] : flags;
}

/**
 * Compiles the guest with cargo, showing cargo's own progress, and returns the module's bytes.
 *
 * @param targetFolder cargo's target folder; a new folder makes the build independent
 * @throws {Error} when cargo fails; cargo has then printed why
 */
export function compileGuest(toolchain: Toolchain, targetFolder: string): Uint8Array {
  const linker = toolchain.linkerIsBundled
    ? []
    : ["--config", `target.${target}.linker=${JSON.stringify(toolchain.linker.path)}`];
  const std = toolchain.std === "source" ? ["-Zbuild-std=std,panic_abort"] : [];
  const args = ["build", "--release", "--package", guest.package, "--target", target];
  const flags = `target.${target}.rustflags=${JSON.stringify(compilerFlags(toolchain))}`;
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    RUSTC: toolchain.rustc,
    CARGO_TARGET_DIR: targetFolder,
  };
  // These would replace the configured flags instead of adding to them.
  for (const name of ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "RUSTC_WRAPPER"]) delete env[name];
  if (toolchain.std === "source") env.RUSTC_BOOTSTRAP = "1";
  const locked = ["--locked", "--config", flags, ...linker, ...std];
  const { status, error } = spawnSync(toolchain.cargo, [...args, ...locked], {
    cwd: workspace,
    env,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0) throw new Error(`cargo failed with status ${status}`, { cause: error });
  return readFileSync(join(targetFolder, target, "release", guest.file));
}
