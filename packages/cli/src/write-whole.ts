import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { CommandError } from "./command-error.ts";

/**
 * Writes a file whole or not at all: beside its place first, then moved there, so that nobody reads
 * half of it and a failure leaves what was there before.
 *
 * A file that holds these bytes already is left alone: what watches it (wrangler's `watch_dir`, a
 * bundler) would build again, and that build bake again, for ever.
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
    // What the temporary file's folder lacks is the cause, and told below.
    await rm(temporary, { force: true }).catch(() => {});
    throw new CommandError(`cannot write ${path}: ${(cause as Error).message}`, 1, { cause });
  }
}
