import { once } from "node:events";
import type { Writable } from "node:stream";
import type { Guard } from "@snapwall/core";
import { LineError } from "./line-error.ts";
import { readJson } from "./read-json.ts";
import { readRequestLine } from "./read-request-line.ts";
import { type Line, MAX_LINE_BYTES, splitLines } from "./split-lines.ts";

/**
 * Answers every line of `input` with one line on `output`, in order: the decision, with the
 * request's fingerprint where the policy has one, or `{"error","line"}` when the line is no request. Reads on only as fast as `output` takes answers.
 *
 * @returns how many lines were no request
 */
export async function judgeLines(
  guard: Guard,
  input: AsyncIterable<Buffer>,
  output: Writable,
): Promise<number> {
  let failed = 0;
  for await (const lines of splitLines(input, MAX_LINE_BYTES)) {
    let answers = "";
    for (const line of lines) {
      try {
        answers += `${judgeLine(guard, line)}\n`;
      } catch (error) {
        if (!(error instanceof LineError)) throw error;
        failed++;
        answers += `${JSON.stringify({ error: error.message, line: line.number })}\n`;
      }
    }
    if (!output.write(answers)) await once(output, "drain");
  }
  return failed;
}

function judgeLine(guard: Guard, { bytes }: Line): string {
  if (bytes === null) throw new LineError(`longer than ${MAX_LINE_BYTES} bytes`);
  const { request, options } = readRequestLine(readJson(bytes));
  const decision = guard.check(request, options);
  if (!guard.hasFingerprint) return JSON.stringify(decision);
  return JSON.stringify({
    ...decision.toJSON(),
    fingerprint: guard.fingerprint(request, options),
  });
}
