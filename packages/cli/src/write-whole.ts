import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { CommandError } from "./command-error.ts";

/**
 * Writes a file atomically: into a temporary file next to it, which is then renamed, so that nobody
 * reads half of it and a failure leaves the previous content.
 *
 * A file that already has this content is left alone: otherwise a watcher (wrangler's `watch_dir`,
 * a bundler) would rebuild, and that build would bake again, forever.
 *
 * @returns whether the file changed
 * @throws {CommandError} exit code 1 when it cannot be written
 */
export async function writeWhole(path: string, content: Uint8Array | string): Promise<boolean> {
  const bytes = Buffer.from(content as Uint8Array);
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    if ((await readFile(path).catch(() => undefined))?.equals(bytes)) return false;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(temporary, bytes);
    await rename(temporary, path);
    return true;
  } catch (cause) {
    // Failing to remove the temporary file does not matter; the original cause is reported below.
    await rm(temporary, { force: true }).catch(() => {});
    throw new CommandError(`cannot write ${path}: ${(cause as Error).message}`, 1, { cause });
  }
}
