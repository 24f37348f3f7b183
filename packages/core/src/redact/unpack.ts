/** How many bytes at most are read ahead to tell text from compressed bytes. */
const PEEK_BYTES = 512;

type Body = ReadableStream<Uint8Array<ArrayBuffer>>;

/** A body, and whether it is still compressed because its encoding is not supported. */
interface Unpacked {
  readonly body: Body;
  readonly isPacked: boolean;
}

/**
 * Decompresses a body if it is compressed. Its first bytes decide, because the header may be wrong:
 * `fetch` decompresses what it receives but keeps `Content-Encoding`, and so do proxies built on
 * it.
 *
 * Reads ahead only until a byte is found that is not text.
 *
 * @param encoding The value of `Content-Encoding`, in lower case.
 */
export async function unpack(packed: Body, encoding: string): Promise<Unpacked> {
  const reader = packed.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const buffer = new Uint8Array(PEEK_BYTES);
  let head = buffer.subarray(0, 0);
  while (head.length < PEEK_BYTES && (head.length < 2 || isText(head))) {
    const { value, done } = await reader.read();
    if (done) break;
    if (value.length > 0) chunks.push(value);
    buffer.set(value.subarray(0, PEEK_BYTES - head.length), head.length);
    head = buffer.subarray(0, head.length + value.length);
  }
  const body: Body = new ReadableStream({
    async pull(controller) {
      const value = chunks.shift() ?? (await reader.read()).value;
      if (value === undefined) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  if (isText(head)) return { body, isPacked: false };
  if (encoding !== "gzip" && encoding !== "deflate") return { body, isPacked: true };
  const isPacked = encoding === "gzip" ? isGzip(head) : isZlib(head);
  return {
    body: isPacked ? body.pipeThrough(new DecompressionStream(encoding)) : body,
    isPacked: false,
  };
}

/** Whether a body that begins with these bytes is UTF-8 without control characters. */
function isText(head: Uint8Array): boolean {
  if (head.some((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d].includes(byte))) return false;
  try {
    // The last character may be incomplete.
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** RFC 1952, section 2.3.1. */
function isGzip([first, second]: Uint8Array): boolean {
  return first === 0x1f && second === 0x8b;
}

/** RFC 1950, section 2.2: the method is 8, and both bytes are a multiple of 31. */
function isZlib([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
}
