/** Installs packed packages as a user would. */
import { cpSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";
import { run } from "./process.ts";

export const workspace = fileURLToPath(new URL("..", import.meta.url));
const here = fileURLToPath(new URL(".", import.meta.url));

export interface Site {
  /** The new folder's name under `.work`. */
  readonly name: string;
  /** What to copy from beside this file: a path, or a pair of where from and where to. */
  readonly files: readonly (string | readonly [from: string, to: string])[];
  /** Packages of this project, without their scope. */
  readonly packages: readonly string[];
  /** What a user would add from the registry. */
  readonly dependencies?: Readonly<Record<string, string>>;
}

/**
 * Makes a folder with the fixtures and the packed packages installed in it. Everything else (the
 * runtimes' own tools) is found in the workspace's `node_modules`, above the folder.
 *
 * @returns the folder's path
 */
export async function installSite(site: Site): Promise<string> {
  const folder = join(inject("runFolder"), site.name);
  mkdirSync(folder, { recursive: true });
  for (const file of site.files) {
    const [from, to] = typeof file === "string" ? [file, file] : file;
    cpSync(join(here, from), join(folder, to), { recursive: true });
  }
  const tarballs = Object.fromEntries(
    // Every package is named, so that none is ever fetched from the registry.
    tarballsOf(new Set(["core", ...site.packages])).map(([name, path]) => [name, `file:${path}`]),
  );
  const manifest = {
    name: `snapwall-e2e-${site.name}`,
    private: true,
    type: "module",
    dependencies: { ...tarballs, ...site.dependencies },
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest, null, 2));
  await run({
    command: "npm",
    args: ["install", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"],
    cwd: folder,
  });
  for (const name of Object.keys(tarballs)) {
    const installed = lstatSync(join(folder, "node_modules", name));
    if (!installed.isDirectory()) throw new Error(`${name} is linked, not installed, in ${folder}`);
  }
  return folder;
}

function tarballsOf(names: ReadonlySet<string>): [name: string, path: string][] {
  const packedFolder = join(inject("runFolder"), "tarballs");
  const files = readdirSync(packedFolder);
  return [...names].map((name) => {
    const file = files.find((candidate) => candidate.startsWith(`snapwall-${name}-`));
    if (!file) throw new Error(`no packed tarball of @snapwall/${name} in ${packedFolder}`);
    return [`@snapwall/${name}`, join(packedFolder, file)];
  });
}
