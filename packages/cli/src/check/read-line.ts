import { LineError } from "./line-error.ts";
import { isContent, type RequestLine, readRequestLine } from "./read-request-line.ts";

/** What a line of input asks about: a request, an email address or a text. */
export type InputLine =
  | ({ readonly kind: "request" } & RequestLine)
  | { readonly kind: "email" | "text"; readonly content: string };

/**
 * Takes a line's value for what it asks about, by its keys. A line about content holds nothing else.
 *
 * @throws {LineError} when it asks about nothing that there is; the error names the key
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
