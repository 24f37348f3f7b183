import type { IncomingMessage } from "node:http";

/** More than any rule looks at: what is over it is cut, and the decision says so. */
const MAX_BYTES = 32_768 + 1;

/** The same for a policy that looks into fields. */
const MAX_FIELDS_BYTES = (1 << 20) + 1;

/** The beginning of a body. */
export interface IncomingBody {
  readonly body: Uint8Array;
  readonly bodyTruncated: boolean;
}

/**
 * Reads the beginning of a `node:http` request's body and puts it back, so that the application
 * reads all of it as if nobody had.
 *
 * What was read goes back, and `use` is called, in the same turn: in the next one Node would tell
 * the end of a body that has been read to its end, to an application that does not listen yet. Hence
 * a callback and no promise.
 *
 * @param readsFields whether the policy looks into fields of bodies
 * @param use gets `null` when there is no body
 */
export function readIncomingBody(
  incoming: IncomingMessage,
  readsFields: boolean,
  use: (body: IncomingBody | null) => void,
): void {
  const { "content-length": length = "0", "transfer-encoding": encoding } = incoming.headers;
  if (encoding === undefined && Number(length) === 0) {
    use(null);
    return;
  }
  // A parser before this one has read it.
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
    use({ body, bodyTruncated: !incoming.complete || size >= maxBytes });
  };
  const read = (): void => {
    while (size < maxBytes) {
      const chunk: Buffer | null = incoming.read();
      if (chunk === null) break;
      chunks.push(chunk);
      size += chunk.length;
    }
    if (incoming.complete || size >= maxBytes) finish();
  };
  incoming.on("readable", read).on("close", finish).on("error", finish);
}
