/** A stream whose beginning has been read ahead. */
export interface Peeked {
  /** The first bytes: at least as many as requested, or all there are. */
  readonly head: Buffer;
  /** The whole stream, `head` included. */
  readonly all: AsyncIterable<Buffer>;
}

/**
 * Reads ahead the first `bytes` of a stream without consuming them. If the stream fails meanwhile,
 * the consumer gets what was read, and then the error.
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
