import { isUtf8 } from "node:buffer";
import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";
import { LineError } from "./line-error.ts";

const FAULTS: Readonly<Record<string, string>> = {
  InvalidSymbol: "unexpected text",
  InvalidNumberFormat: "malformed number",
  PropertyNameExpected: "a key in double quotes is missing",
  ValueExpected: "a value is missing",
  ColonExpected: "a colon is missing",
  CommaExpected: "a comma is missing",
  CloseBraceExpected: "a closing brace is missing",
  CloseBracketExpected: "a closing bracket is missing",
  EndOfFileExpected: "unexpected text after the value",
  InvalidCommentToken: "unexpected comment",
  UnexpectedEndOfComment: "unexpected comment",
  UnexpectedEndOfString: "the string does not end",
  UnexpectedEndOfNumber: "malformed number",
  InvalidUnicode: "malformed \\u escape in the string",
  InvalidEscapeCharacter: "malformed escape in the string",
  InvalidCharacter: "unescaped control character in the string",
};

/**
 * Reads one line as JSON.
 *
 * @throws {LineError} when it is empty, not UTF-8 or not JSON; the error says what is wrong and in
 * which column (UTF-16 code units, counted from 1)
 */
export function readJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new LineError(`not UTF-8 at byte ${findInvalidByte(bytes) + 1}`);
  const text = bytes.toString();
  try {
    return JSON.parse(text);
  } catch {
    throw new LineError(explainJson(text));
  }
}

function explainJson(text: string): string {
  if (text.trim() === "") return "empty line, expected a JSON object";
  const errors: ParseError[] = [];
  try {
    parse(text, errors, { disallowComments: true });
  } catch {
    return "not JSON: nested too deeply";
  }
  const [error] = errors;
  if (error === undefined) return "not JSON";
  const fault = FAULTS[printParseErrorCode(error.error)] ?? "malformed";
  return `not JSON: ${fault} at column ${error.offset + 1}`;
}

/**
 * Index of the first byte that is not valid UTF-8; the length if the last character is truncated.
 */
function findInvalidByte(bytes: Buffer): number {
  let valid = 0;
  let invalid = bytes.length + 1;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      valid = middle;
    } catch {
      invalid = middle;
    }
  }
  return invalid - 1;
}
