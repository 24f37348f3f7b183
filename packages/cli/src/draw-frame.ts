/**
 * Number of characters of a line that are shown, because a minified policy may be one line of
 * megabytes.
 */
const shownColumns = 100;

/**
 * Draws the line with a mistake and its neighbours, with a caret under the column. Long lines are
 * cut to the part around the column; control characters, which a terminal would interpret, become
 * blanks.
 *
 * @param line counted from 1
 * @param column counted from 1
 */
export function drawFrame(text: string, line: number, column: number): string {
  const lines = text.split(/\r?\n/);
  const first = Math.max(1, line - 2);
  const last = Math.min(lines.length, line + 2);
  const width = String(last).length;
  const from = Math.max(0, column - shownColumns * 0.8);
  const drawn: string[] = [];
  for (let number = first; number <= last; number++) {
    const shown = (lines[number - 1] ?? "").slice(from, from + shownColumns);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it removes control characters
    const safe = shown.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/g, " ");
    drawn.push(`${String(number).padStart(width)} | ${safe}`);
    if (number === line) drawn.push(`${" ".repeat(width)} | ${" ".repeat(column - 1 - from)}^`);
  }
  return drawn.join("\n");
}
