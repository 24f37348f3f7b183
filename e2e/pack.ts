/** Vitest's global set-up: packs every package as last built, and bakes, once per run. */
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { bakePolicies } from "./bake.ts";
import { run } from "./process.ts";

const workspace = fileURLToPath(new URL("..", import.meta.url));
const workFolder = fileURLToPath(new URL(".work/", import.meta.url));

/** Packages to test instead of the workspace's own. */
const packagesRoot = resolve(process.env.SNAPWALL_E2E_PACKAGES ?? join(workspace, "packages"));

declare module "vitest" {
  export interface ProvidedContext {
    /** Folder for this run's tarballs and sites, so that concurrent runs do not collide. */
    runFolder: string;
  }
}

export default async function pack(project: TestProject): Promise<void> {
  removeEndedRuns();
  const runFolder = join(workFolder, String(process.pid));
  const destination = join(runFolder, "tarballs");
  mkdirSync(destination, { recursive: true });
  project.provide("runFolder", runFolder);
  const folders = readdirSync(packagesRoot, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(packagesRoot, entry.name));
  const args = ["pack", "--ignore-scripts", "--silent", "--pack-destination", destination];
  await run({ command: "npm", args: [...args, ...folders], cwd: runFolder });
  await bakePolicies(runFolder);
}

/** What a run built is kept for inspection until the next one starts. */
function removeEndedRuns(): void {
  mkdirSync(workFolder, { recursive: true });
  for (const name of readdirSync(workFolder)) {
    if (!isRunning(Number(name))) rmSync(join(workFolder, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return Number.isInteger(pid) && process.kill(pid, 0);
  } catch {
    return false;
  }
}
