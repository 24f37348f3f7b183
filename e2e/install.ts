/** Installs packed packages as a user would. */
import { cpSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
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
  /** Packages of this project, without their scope; `cli` is the package `snapwall`. */
  readonly packages: readonly string[];
  /** What a user would add from the registry. */
  readonly dependencies?: Readonly<Record<string, string>>;
  /** npm's scripts, where the runtime is built by one. */
  readonly scripts?: Readonly<Record<string, string>>;
}

/** The part of the fixtures that every site has, and what `bake.ts` baked for it. */
const shared = "fixtures/site";

/**
 * Makes a folder with the fixtures and the packed packages installed in it. Everything else (the
 * runtimes' own tools) is found in the workspace's `node_modules`, above the folder.
 *
 * @returns the folder's path
 */
export async function installSite(site: Site): Promise<string> {
  const runFolder = inject("runFolder");
  const folder = join(runFolder, site.name);
  mkdirSync(folder, { recursive: true });
  for (const file of site.files) {
    const [from, to] = typeof file === "string" ? [file, file] : file;
    cpSync(join(here, from), join(folder, to), { recursive: true });
    if (from === shared) cpSync(bakedFolder(runFolder), join(folder, to), { recursive: true });
  }
  await installPackages(runFolder, folder, site);
  return folder;
}

/** Where a run keeps what it baked. */
export function bakedFolder(runFolder: string): string {
  return join(runFolder, "baked");
}

/** Installs packed packages of this project, and what is named beside them from the registry. */
export async function installPackages(
  runFolder: string,
  folder: string,
  { packages, dependencies, scripts }: Pick<Site, "packages" | "dependencies" | "scripts">,
): Promise<void> {
  const tarballs = Object.fromEntries(
    // Every package is named, so that none is ever fetched from the registry.
    [...new Set(["core", ...packages])].map((name) => findTarball(runFolder, name)),
  );
  const manifest = {
    name: `snapwall-e2e-${basename(folder)}`,
    private: true,
    type: "module",
    scripts,
    dependencies: { ...tarballs, ...dependencies },
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
}

function findTarball(runFolder: string, name: string): [name: string, specifier: string] {
  const folder = join(runFolder, "tarballs");
  const start = name === "cli" ? /^snapwall-\d/ : new RegExp(`^snapwall-${name}-`);
  const file = readdirSync(folder).find((candidate) => start.test(candidate));
  if (!file) throw new Error(`no packed tarball of packages/${name} in ${folder}`);
  return [name === "cli" ? "snapwall" : `@snapwall/${name}`, `file:${join(folder, file)}`];
}
