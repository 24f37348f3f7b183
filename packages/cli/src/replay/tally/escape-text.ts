/**
 * What a terminal or a browser might act on: control characters (C0, DEL, C1), marks that turn the
 * direction of text, characters without width, separators of lines, halves of surrogate pairs.
 */
const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this looks for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * Makes text from a log fit to print: cut to `maxUnits`, and what is not to be printed as it is
 * written as `\xHH` or `\u{H…}`.
 *
 * The threat: whoever sends a request writes into the log, and a report that prints it raw lets them
 * clear the terminal, forge lines or turn text around.
 */
export function escapeText(text: string, maxUnits: number): string {
  const cut = text.length > maxUnits ? text.slice(0, maxUnits) : text;
  const escaped = cut.replace(UNSAFE, (char) => {
    const code = char.charCodeAt(0);
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
  });
  return text.length > maxUnits ? `${escaped}…` : escaped;
}
