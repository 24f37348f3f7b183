import { styleText } from "node:util";
import { BinaryError } from "../binary/index.ts";
import { CommandError } from "../command-error.ts";
import { readNamedFile } from "../read-file.ts";
import { formatInspection } from "./format-inspection.ts";
import { type Inspection, inspectModule } from "./inspect-module.ts";

/** Options of `snapwall inspect`. */
export interface InspectOptions {
  readonly json?: boolean;
  /** Whether to print every bot's id too, by category. */
  readonly names?: boolean;
}

/**
 * `snapwall inspect`: prints a module's content as text or JSON on standard output.
 *
 * @throws {CommandError} exit code 2 when the file cannot be read, 1 when it is not a snapshot
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
