/** A line of input without its line feed. `bytes` is `null` if it is longer than the limit. */
export interface Line {
  /** Counted from 1. */
  readonly number: number;
  readonly bytes: Buffer | null;
}

/** Longest line that is judged. The threat: an endless line would exhaust memory. */
export const MAX_LINE_BYTES = 4 * 1024 * 1024;

const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = Buffer.from("\ufeff");

/**
 * Splits a stream of bytes into lines, yielding a batch for each chunk that arrives.
 *
 * Buffers at most `maxLineBytes` of an unfinished line and skips the rest of a longer one. What
 * follows the last line feed is a line unless it is empty. A byte order mark before the first line
 * is ignored.
 */
export async function* splitLines(
  input: AsyncIterable<Buffer>,
  maxLineBytes: number,
): AsyncGenerator<Line[]> {
  let number = 0;
  let begun: Buffer[] = [];
  let begunBytes = 0;

  const keep = (part: Buffer) => {
    begunBytes += part.length;
    if (begunBytes <= maxLineBytes) begun.push(part);
    else begun = [];
  };
  const finish = (): Line => {
    number++;
    const [first, ...rest] = begun;
    const whole = rest.length > 0 ? Buffer.concat(begun) : (first ?? Buffer.alloc(0));
    const marked = number === 1 && whole.subarray(0, 3).equals(BYTE_ORDER_MARK);
    const bytes = marked ? whole.subarray(3) : whole;
    const line = { number, bytes: begunBytes > maxLineBytes ? null : bytes };
    begun = [];
    begunBytes = 0;
    return line;
  };

  for await (const chunk of input) {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      if (number > 0 && begunBytes === 0 && end - start <= maxLineBytes) {
        lines.push({ number: ++number, bytes: chunk.subarray(start, end) });
      } else {
        keep(chunk.subarray(start, end));
        lines.push(finish());
      }
      start = end + 1;
    }
    if (start < chunk.length) keep(chunk.subarray(start));
    if (lines.length > 0) yield lines;
  }
  if (begunBytes > 0) yield [finish()];
}
