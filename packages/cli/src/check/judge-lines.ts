import { once } from "node:events";
import type { Writable } from "node:stream";
import { type Guard, SnapwallError } from "@snapwall/core";
import { LineError } from "./line-error.ts";
import { readJson } from "./read-json.ts";
import { type InputLine, readLine } from "./read-line.ts";
import type { RequestLine } from "./read-request-line.ts";
import { type Line, MAX_LINE_BYTES, splitLines } from "./split-lines.ts";

/** The guards that judge lines. */
export interface Judges {
  readonly requests: Guard;
  /** Opens the guard for addresses and texts; called for the first one. */
  content(): Promise<Guard>;
}

/**
 * Answers each line of `input` with one line on `output`, in order: the decision, with the
 * request's fingerprint if the policy has one, or `{"error","line"}` if the line cannot be judged.
 * Reads only as fast as `output` accepts answers.
 *
 * @returns how many lines could not be judged
 */
export async function judgeLines(
  { requests, content }: Judges,
  input: AsyncIterable<Buffer>,
  output: Writable,
): Promise<number> {
  let failed = 0;
  let contents: Guard | undefined;
  for await (const lines of splitLines(input, MAX_LINE_BYTES)) {
    let answers = "";
    for (const line of lines) {
      try {
        const asked = parseLine(line);
        // Not awaited for requests, because a million lines would wait a million times.
        if (asked.kind !== "request") contents ??= await content();
        answers += `${printable(judge(asked, asked.kind === "request" ? requests : (contents as Guard)))}\n`;
      } catch (error) {
        if (!(error instanceof LineError)) throw error;
        failed++;
        answers += `${printable({ error: error.message, line: line.number })}\n`;
      }
    }
    if (!output.write(answers)) await once(output, "drain");
  }
  return failed;
}

/**
 * Characters that JSON leaves as they are and a terminal acts on: DEL, the C1 controls and those
 * that reorder text.
 */
const ACTIVE = /[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** JSON in which such characters are escaped, because requests come from strangers. */
function printable(value: object): string {
  return JSON.stringify(value).replace(ACTIVE, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

function parseLine({ bytes }: Line): InputLine {
  if (bytes === null) throw new LineError(`longer than ${MAX_LINE_BYTES} bytes`);
  return readLine(readJson(bytes));
}

function judge(asked: InputLine, guard: Guard): object {
  if (asked.kind === "request") return judgeRequest(asked, guard);
  try {
    return asked.kind === "email" ? guard.email(asked.content) : guard.sensitive(asked.content);
  } catch (error) {
    if (!(error instanceof SnapwallError) || error.code !== "NO_RULE") throw error;
    throw new LineError(`the policy has no rule "${asked.kind}"`);
  }
}

function judgeRequest({ request, options }: RequestLine, guard: Guard): object {
  const decision = guard.check(request, options);
  if (!guard.hasFingerprint) return decision;
  return { ...decision.toJSON(), fingerprint: guard.fingerprint(request, options) };
}
