/**
 * Characters that a terminal or a browser might interpret: control characters (C0, DEL, C1),
 * bidirectional controls, zero-width characters, line separators, lone surrogates.
 */
const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it removes control characters
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * Makes text from a log safe to print: cut to `maxUnits`, with unsafe characters written as `\xHH`
 * or `\u{H…}`.
 *
 * The threat: anyone who sends a request writes to the log; if a report printed it raw, they could
 * clear the terminal, forge lines or reverse text.
 */
export function escapeText(text: string, maxUnits: number): string {
  const cut = text.length > maxUnits ? text.slice(0, maxUnits) : text;
  const escaped = cut.replace(UNSAFE, (char) => {
    const code = char.charCodeAt(0);
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
  });
  return text.length > maxUnits ? `${escaped}…` : escaped;
}
