import { PolicyError } from "../bake/index.ts";
import type { Mistake } from "./host.ts";

/** Turns what a bake threw into an error that Vite and Rollup show with its place in the policy. */
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

/** Draws the line with the mistake between its neighbours, with a caret under the column. */
function drawFrame(text: string, line: number, column: number): string {
  const lines = text.split(/\r?\n/);
  const first = Math.max(1, line - 2);
  const last = Math.min(lines.length, line + 2);
  const width = String(last).length;
  const drawn: string[] = [];
  for (let number = first; number <= last; number++) {
    drawn.push(`${String(number).padStart(width)} | ${lines[number - 1] ?? ""}`);
    if (number === line) drawn.push(`${" ".repeat(width)} | ${" ".repeat(column - 1)}^`);
  }
  return drawn.join("\n");
}
