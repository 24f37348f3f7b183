import { readFile } from "node:fs/promises";
import { CommandError } from "./command-error.ts";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "permission denied",
};

/**
 * Reads a file that the command line named.
 *
 * @throws {CommandError} exit code 2, with the path and the reason, when it cannot be read
 */
export async function readNamedFile(path: string): Promise<Buffer<ArrayBuffer>> {
  try {
    return await readFile(path);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const reason = REASONS[code ?? ""] ?? message;
    throw new CommandError(`cannot read ${path}: ${reason}`, 2, { cause });
  }
}
