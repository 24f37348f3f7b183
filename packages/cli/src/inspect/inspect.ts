import { styleText } from "node:util";
import { SnapwallError } from "@snapwall/core";
import { BinaryError } from "../binary/index.ts";
import { CommandError } from "../command-error.ts";
import { readNamedFile } from "../read-file.ts";
import { formatInspection } from "./format-inspection.ts";
import { type Inspection, inspectModule } from "./inspect-module.ts";

/**
 * `snapwall inspect`: says what is in a module, as text or as JSON, on standard output.
 *
 * @throws {CommandError} exit code 2 when the file cannot be read, 1 when it is no Snapwall module
 */
export async function inspect(path: string, { json = false }: { json?: boolean }): Promise<void> {
  const inspection = inspectBytes(path, await readNamedFile(path));
  const output = process.stdout;
  const bold = output.isTTY && output.hasColors();
  const emphasize = (text: string) => (bold ? styleText("bold", text) : text);
  output.write(
    json
      ? `${JSON.stringify({ file: path, ...inspection }, null, 2)}\n`
      : formatInspection(inspection, emphasize),
  );
}

function inspectBytes(path: string, bytes: Uint8Array<ArrayBuffer>): Inspection {
  try {
    return inspectModule(bytes);
  } catch (cause) {
    if (
      cause instanceof BinaryError ||
      cause instanceof SnapwallError ||
      cause instanceof WebAssembly.CompileError
    ) {
      throw new CommandError(`${path}: ${cause.message}`, 1, { cause });
    }
    throw cause;
  }
}
