import { styleText } from "node:util";
import { BinaryError } from "../binary/index.ts";
import { CommandError } from "../command-error.ts";
import { readNamedFile } from "../read-file.ts";
import { formatInspection } from "./format-inspection.ts";
import { type Inspection, inspectModule } from "./inspect-module.ts";

/** What `snapwall inspect` is to print. */
export interface InspectOptions {
  readonly json?: boolean;
  /** Also every bot's id, by category. */
  readonly names?: boolean;
}

/**
 * `snapwall inspect`: says what is in a module, as text or as JSON, on standard output.
 *
 * @throws {CommandError} exit code 2 when the file cannot be read, 1 when it is no snapshot
 */
export async function inspect(path: string, { json, names }: InspectOptions): Promise<void> {
  const inspection = await inspectBytes(path, await readNamedFile(path));
  const output = process.stdout;
  if (json) {
    output.write(`${JSON.stringify({ file: path, ...inspection }, null, 2)}\n`);
    return;
  }
  const bold = output.isTTY && output.hasColors();
  const emphasize = (text: string) => (bold ? styleText("bold", text) : text);
  output.write(formatInspection(inspection, emphasize, names));
}

async function inspectBytes(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<Inspection> {
  try {
    return await inspectModule(bytes);
  } catch (cause) {
    if (!(cause instanceof BinaryError)) throw cause;
    throw new CommandError(`${path}: ${cause.message}`, 1, { cause });
  }
}
