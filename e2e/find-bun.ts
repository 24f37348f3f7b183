import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * Finds Bun's binary: in the package for this platform or, if npm ran Bun's install script, in the
 * package `bun`, where that script moves it.
 */
export function findBun(): string {
  const require = createRequire(import.meta.url);
  const arch = process.arch === "arm64" ? "aarch64" : process.arch;
  const own = require.resolve(`@oven/bun-${process.platform}-${arch}/package.json`);
  const binary = join(dirname(own), "bin", "bun");
  if (existsSync(binary)) return binary;
  return join(dirname(require.resolve("bun/package.json")), "bin", "bun.exe");
}
