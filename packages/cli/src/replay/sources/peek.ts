/** A stream whose beginning has been looked at. */
export interface Peeked {
  /** The first bytes: as many as were asked for, or somewhat more, or all there are. */
  readonly head: Buffer;
  /** The whole stream, `head` included. */
  readonly all: AsyncIterable<Buffer>;
}

/**
 * Looks at the first `bytes` of a stream without taking them from who reads it. A stream that fails
 * by then fails for who reads on, behind what there was.
 */
export async function peek(input: AsyncIterable<Buffer>, bytes: number): Promise<Peeked> {
  const iterator = input[Symbol.asyncIterator]();
  const chunks: Buffer[] = [];
  let length = 0;
  let rest = iterator;
  try {
    while (length < bytes) {
      const { done, value } = await iterator.next();
      if (done) break;
      chunks.push(value);
      length += value.length;
    }
  } catch (error) {
    if (chunks.length === 0) throw error;
    rest = { next: () => Promise.reject(error) };
  }
  const head = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
  return { head, all: chain(head, rest) };
}

async function* chain(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (head.length > 0) yield head;
    for (;;) {
      const { done, value } = await rest.next();
      if (done) return;
      yield value;
    }
  } finally {
    await rest.return?.();
  }
}
