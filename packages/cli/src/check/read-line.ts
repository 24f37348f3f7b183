import { LineError } from "./line-error.ts";
import { isContent, type RequestLine, readRequestLine } from "./read-request-line.ts";

/** A line of input: a request, an email address or a text. */
export type InputLine =
  | ({ readonly kind: "request" } & RequestLine)
  | { readonly kind: "email" | "text"; readonly content: string };

/**
 * Interprets a line's value according to its keys. A line with content must not contain anything
 * else.
 *
 * @throws {LineError} when it is none of these; the error names the key
 */
export function readLine(value: unknown): InputLine {
  const [entry, ...others] = Object.entries(Object(value));
  if (entry === undefined || others.length > 0 || !isContent(entry[0])) {
    return { kind: "request", ...readRequestLine(value) };
  }
  const [kind, content] = entry;
  if (typeof content === "string") return { kind, content };
  throw new LineError(`"${kind}" expected a string, got ${JSON.stringify(content).slice(0, 60)}`);
}
