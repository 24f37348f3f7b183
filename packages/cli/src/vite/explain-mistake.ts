import { PolicyError } from "../bake/index.ts";
import { drawFrame } from "../draw-frame.ts";
import type { Mistake } from "./host.ts";

/**
 * Converts what a bake threw into an error that Vite and Rollup display with its position in the
 * policy.
 */
export function explainMistake(error: unknown, file: string, policy: string): Mistake {
  const cause = error instanceof Error ? error : new Error(String(error));
  if (!(cause instanceof PolicyError)) return { message: cause.message, id: file, cause };
  const { message, line, column } = cause;
  if (line === undefined || column === undefined) return { message, id: file, cause };
  return {
    message,
    id: file,
    loc: { file, line, column: column - 1 },
    frame: drawFrame(policy, line, column),
    cause,
  };
}
