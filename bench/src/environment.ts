import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, availableParallelism, cpus, release, totalmem, type } from "node:os";
import { locateModule } from "./modules.ts";
import type { Results } from "./results.ts";
import type { Runtime } from "./runtimes/runtime.ts";

/** Describes the machine that the figures were measured on. */
export function describeMachine(): Results["machine"] {
  return {
    processor: cpus()[0]?.model.trim() ?? "an unknown processor",
    cores: availableParallelism(),
    memoryGib: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()} ${arch()}`,
  };
}

/** Versions of everything measured, as installed rather than as requested. */
export async function readVersions(runtimes: readonly Runtime[]): Promise<Record<string, string>> {
  const versions: Record<string, string> = {};
  for (const runtime of runtimes) versions[runtime.name] = await runtime.version();
  const snapshot = readFileSync(locateModule("snapwall.wasm") as string);
  const hash = createHash("sha256").update(snapshot).digest("hex");
  versions["snapwall.wasm"] = `sha256 ${hash.slice(0, 16)}`;
  for (const name of ["@arcjet/analyze-wasm", "isbot", "user-agents", "wrangler"]) {
    versions[name] = readPackageVersion(name);
  }
  return versions;
}

/** Looked up by folder, because not every package exports its `package.json`. */
function readPackageVersion(name: string): string {
  const { resolve } = createRequire(import.meta.url);
  for (const folder of resolve.paths(name) ?? []) {
    try {
      return JSON.parse(readFileSync(`${folder}/${name}/package.json`, "utf8")).version;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
  throw new Error(`${name} is not installed`);
}
