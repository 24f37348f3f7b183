import { createReadStream } from "node:fs";
import { CommandError } from "./command-error.ts";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "permission denied",
};

/**
 * Reads a file named on the command line, or standard input for `-`.
 *
 * @param maxBytes reading stops there, because the name may be that of a device or of a growing
 * file
 * @throws {CommandError} exit code 2, with the path and the reason, when it cannot be read or is
 * longer
 */
export async function readNamedFile(
  path: string,
  maxBytes = Infinity,
): Promise<Buffer<ArrayBuffer>> {
  const name = nameInput(path);
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of path === "-" ? process.stdin : createReadStream(path)) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > maxBytes) break;
    }
  } catch (cause) {
    throw explainUnreadable(name, cause);
  }
  if (length <= maxBytes) return Buffer.concat(chunks);
  throw new CommandError(`${name} is longer than ${maxBytes} bytes`, 2);
}

/** The name in messages of an input named on the command line. */
export function nameInput(path: string): string {
  return path === "-" ? "standard input" : path;
}

/** Creates the error for a file that cannot be read: exit code 2. */
export function explainUnreadable(name: string, cause: unknown): CommandError {
  const { code, message } = cause as NodeJS.ErrnoException;
  return new CommandError(`cannot read ${name}: ${REASONS[code ?? ""] ?? message}`, 2, { cause });
}
