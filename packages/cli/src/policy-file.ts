import { PolicyError } from "./bake/index.ts";
import { CommandError } from "./command-error.ts";
import { drawFrame } from "./draw-frame.ts";
import { POLICY_MAX_BYTES } from "./policy-limits.ts";
import { nameInput, readNamedFile } from "./read-file.ts";

/** A policy as given on the command line. */
export interface PolicyFile {
  /** Its name in messages. */
  readonly name: string;
  readonly text: string;
}

/**
 * Reads a policy.
 *
 * @param path a file; `-` for standard input; `undefined` for the default policy, which is an empty
 * text
 * @throws {CommandError} exit code 2 when it cannot be read, is too long, or is not UTF-8
 */
export async function readPolicy(path: string | undefined): Promise<PolicyFile> {
  if (path === undefined) return { name: "the default policy", text: "" };
  const name = nameInput(path);
  const bytes = await readNamedFile(path, POLICY_MAX_BYTES);
  try {
    return { name, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch (cause) {
    throw new CommandError(`${name} is not UTF-8`, 2, { cause });
  }
}

/**
 * Turns a mistake in a policy into a message for the terminal: its position, what was probably
 * meant, and the line with a caret under it. Any other error is returned as it is.
 */
export function explainPolicyError(error: unknown, { name, text }: PolicyFile): unknown {
  if (!(error instanceof PolicyError)) return error;
  const { message, line, column = 1 } = error;
  if (line === undefined) return new CommandError(`${name}: ${message}`, 2, { cause: error });
  const told = `${name}:${line}:${column}: ${message}\n${drawFrame(text, line, column)}`;
  return new CommandError(told, 2, { cause: error });
}
