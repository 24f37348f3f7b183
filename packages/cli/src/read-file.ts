import { createReadStream } from "node:fs";
import { CommandError } from "./command-error.ts";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "permission denied",
};

/**
 * Reads a file that the command line named.
 *
 * @param maxBytes no more is read: what is named may be a device, or grow
 * @throws {CommandError} exit code 2, with the path and the reason, when it cannot be read or is
 * longer
 */
export async function readNamedFile(
  path: string,
  maxBytes = Infinity,
): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of createReadStream(path, { end: maxBytes })) chunks.push(chunk);
  } catch (cause) {
    throw explainUnreadable(path, cause);
  }
  const bytes = Buffer.concat(chunks);
  if (bytes.length <= maxBytes) return bytes;
  throw new CommandError(`${path} is longer than ${maxBytes} bytes`, 2);
}

/** Says why a file that the command line named cannot be read: exit code 2. */
export function explainUnreadable(path: string, cause: unknown): CommandError {
  const { code, message } = cause as NodeJS.ErrnoException;
  return new CommandError(`cannot read ${path}: ${REASONS[code ?? ""] ?? message}`, 2, { cause });
}
