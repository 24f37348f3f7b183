import { createReadStream } from "node:fs";
import { access, constants, stat } from "node:fs/promises";
import { explainUnreadable } from "../../read-file.ts";
import { type Decompressed, decompress } from "./decompress.ts";

/** A log that can be read. */
export interface Log {
  /** Its path as given, or `standard input`. */
  readonly name: string;
  /** Its size as stored; `undefined` if not known in advance. */
  readonly storedBytes: number | undefined;
  /**
   * Reads it, decompressed. Can be called once.
   *
   * @param onRead called with the number of stored bytes read so far
   */
  read(onRead: (bytes: number) => void): Promise<Decompressed>;
}

const CHUNK_BYTES = 256 * 1024;

/**
 * Opens a log, `-` for standard input, without reading it.
 *
 * @throws {CommandError} exit code 2 when it cannot be read
 */
export async function openLog(path: string): Promise<Log> {
  if (path === "-") {
    return {
      name: "standard input",
      storedBytes: undefined,
      read: (onRead) => decompress(count(process.stdin, onRead)),
    };
  }
  try {
    await access(path, constants.R_OK);
    const status = await stat(path);
    if (status.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    return {
      name: path,
      storedBytes: status.isFile() ? status.size : undefined,
      read: (onRead) =>
        decompress(count(createReadStream(path, { highWaterMark: CHUNK_BYTES }), onRead)),
    };
  } catch (cause) {
    throw explainUnreadable(path, cause);
  }
}

async function* count(
  input: AsyncIterable<Buffer>,
  onRead: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  for await (const chunk of input) {
    onRead(chunk.length);
    yield chunk;
  }
}
