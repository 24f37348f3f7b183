import { execFileSync } from "node:child_process";
import { globSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root, as a path. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** A package as users get it. */
export interface PackedPackage {
  /** Folder of the package, from the repository's root. */
  readonly folder: string;
  /** Path of the `.tgz`. */
  readonly tarball: string;
  /** Paths inside the package, with forward slashes. */
  readonly files: readonly string[];
}

/** Lists the folders of the published packages. */
export function listPackages(): string[] {
  return globSync("packages/*/package.json", { cwd: ROOT })
    .map((path) => dirname(path).replaceAll("\\", "/"))
    .sort();
}

/** Runs `npm pack` on a package and writes the tarball to `destination`. */
export function packPackage(folder: string, destination: string): PackedPackage {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const output = execFileSync(
    npm,
    ["pack", "--json", "--ignore-scripts", "--pack-destination", destination],
    { cwd: join(ROOT, folder), encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] },
  );
  const [entry] = JSON.parse(output) as { filename: string; files: { path: string }[] }[];
  if (entry === undefined) throw new Error(`npm pack named no tarball for ${folder}`);
  return {
    folder,
    tarball: join(destination, entry.filename),
    files: entry.files.map((file) => file.path.replaceAll("\\", "/")),
  };
}
