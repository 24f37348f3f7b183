import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

/** A generated file: its location and its expected content. */
export interface GeneratedFile {
  /** Path from the repository's root, with forward slashes. */
  readonly path: string;
  readonly url: URL;
  readonly text: string;
}

/** Describes the file at a path from the repository's root. */
export function generatedFile(path: string, text: string): GeneratedFile {
  return { path, url: new URL(`../${path}`, import.meta.url), text };
}

/**
 * Writes the files whose content differs from the expected. With `--check` among the process's
 * arguments it writes nothing, lists them, and makes the process fail.
 *
 * @param source path of the file that they are generated from
 * @param command the npm script that generates them
 */
export function writeGeneratedFiles(
  files: readonly GeneratedFile[],
  source: string,
  command: string,
): void {
  const check = process.argv.includes("--check");
  for (const { path, url, text } of files) {
    const current = existsSync(url) ? readFileSync(url, "utf8") : undefined;
    if (current === text) continue;
    if (check) {
      console.error(`${path} differs from ${source}: run npm run ${command}`);
      process.exitCode = 1;
    } else {
      mkdirSync(new URL(".", url), { recursive: true });
      writeFileSync(url, text);
      console.log(`wrote ${path}`);
    }
  }
}
