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
  /** What to copy from this folder: a path, or a source and destination. */
  readonly files: readonly (string | readonly [from: string, to: string])[];
  /** Packages of this project, without scope; `cli` is the package `snapwall`. */
  readonly packages: readonly string[];
  /** Packages that a user would add from the registry. */
  readonly dependencies?: Readonly<Record<string, string>>;
  /** npm scripts, if the runtime is built by one. */
  readonly scripts?: Readonly<Record<string, string>>;
}

/** The fixtures that every site has, including what `bake.ts` baked. */
const shared = "fixtures/site";

/**
 * Creates a folder with the fixtures and the packed packages installed in it. Everything else (the
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

/** The folder for the modules that a run baked. */
export function bakedFolder(runFolder: string): string {
  return join(runFolder, "baked");
}

/** Installs packed packages of this project, and the given dependencies from the registry. */
export async function installPackages(
  runFolder: string,
  folder: string,
  { packages, dependencies, scripts }: Pick<Site, "packages" | "dependencies" | "scripts">,
): Promise<void> {
  const tarballs = Object.fromEntries(
    // All packages are listed, so that none of them is ever fetched from the registry.
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
