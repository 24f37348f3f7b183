import type { IncomingMessage } from "node:http";

/** One byte more than any rule reads, so that a longer body is reported as truncated. */
const MAX_BYTES = 32_768 + 1;

/** The same for a policy that judges body fields. */
const MAX_FIELDS_BYTES = (1 << 20) + 1;

/** The beginning of a body. */
export interface IncomingBody {
  readonly body: Uint8Array;
  readonly bodyTruncated: boolean;
}

/**
 * Reads the beginning of a `node:http` request's body and puts it back, so that the application can
 * still read all of it.
 *
 * What was read is put back, and `use` called, in the same tick: in the next one, Node would emit
 * `end` for a body that has been read completely, before the application listens. Hence a callback
 * rather than a promise.
 *
 * @param readsFields Whether the policy judges body fields.
 * @param use Receives `null` if there is no body.
 */
export function readIncomingBody(
  incoming: IncomingMessage,
  readsFields: boolean,
  use: (body: IncomingBody | null) => void,
): void {
  const hasEnded = watchEnd(incoming);
  if (hasEnded === null) {
    use(null);
    return;
  }
  // An earlier body parser has read it.
  if (incoming.readableDidRead || incoming.destroyed) {
    use({ body: new Uint8Array(0), bodyTruncated: true });
    return;
  }
  const maxBytes = readsFields ? MAX_FIELDS_BYTES : MAX_BYTES;
  const chunks: Buffer[] = [];
  let size = 0;
  const finish = (): void => {
    incoming.off("readable", read).off("close", finish).off("error", finish);
    const body = Buffer.concat(chunks);
    if (size > 0 && !incoming.destroyed) incoming.unshift(body);
    use({ body, bodyTruncated: !hasEnded() || size >= maxBytes });
  };
  const read = (): void => {
    while (size < maxBytes) {
      const chunk: Buffer | null = incoming.read();
      if (chunk === null) break;
      chunks.push(chunk);
      size += chunk.length;
    }
    if (hasEnded() || size >= maxBytes) finish();
  };
  incoming.on("readable", read).on("close", finish).on("error", finish);
}

/** What tells the body of a request over HTTP/2, in Node's compatibility API. */
interface Http2Body {
  readonly endAfterHeaders: boolean;
  readonly readableEnded: boolean;
}

/**
 * Returns a function that tells whether the whole body has arrived, or `null` for a request without
 * a body.
 *
 * Over HTTP/2, no header announces a body, and `complete` is false until the application has seen
 * the body's end.
 */
function watchEnd(incoming: IncomingMessage): (() => boolean) | null {
  if (incoming.httpVersionMajor >= 2) {
    const { stream } = incoming as IncomingMessage & { readonly stream: Http2Body };
    return stream.endAfterHeaders ? null : () => stream.readableEnded;
  }
  const { "content-length": length = "0", "transfer-encoding": encoding } = incoming.headers;
  return encoding === undefined && Number(length) === 0 ? null : () => incoming.complete;
}
