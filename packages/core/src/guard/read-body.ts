import type { CheckOptions, GuardRequest } from "../types/request.ts";

/** What {@link readBody} adds to the options of a check. */
type Body = Required<Pick<CheckOptions, "body" | "bodyTruncated">>;

/** There is a body, and nothing of it could be read. */
const UNREAD: Body = { body: new Uint8Array(0), bodyTruncated: true };

/**
 * Reads the beginning of a request's body from a clone, so that the application can still read all
 * of it.
 *
 * At most `maxBytes` are read, and one chunk more; a body that ends in an error ends there
 * for this function too. One that was read already, or that is no stream, is told as cut off.
 *
 * @returns `null` when there is no body
 */
export async function readBody(request: GuardRequest, maxBytes: number): Promise<Body | null> {
  if (!("body" in request) || typeof request.clone !== "function") {
    return announcesBody(request) ? UNREAD : null;
  }
  if (request.body === null) return null;
  let stream: ReadableStream<Uint8Array> | null;
  try {
    stream = request.clone().body;
  } catch {
    // The application, or a middleware before this one, has read it or is about to.
    return UNREAD;
  }
  return stream === null ? null : readStart(stream, maxBytes);
}

async function readStart(stream: ReadableStream<Uint8Array>, maxBytes: number): Promise<Body> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  let ended = false;
  try {
    while (length <= maxBytes) {
      const { done, value } = await reader.read();
      if (done) {
        ended = true;
        break;
      }
      chunks.push(value);
      length += value.length;
    }
  } catch {
    // The client went away in the middle: what came is judged, and the application sees the error.
    return { body: join(chunks, length), bodyTruncated: true };
  }
  // Not awaited: a branch is only cancelled once the other one is, which is the application's.
  if (!ended) reader.cancel().catch(() => {});
  return { body: join(chunks, length), bodyTruncated: !ended };
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  if (chunks.length === 1) return chunks[0] as Uint8Array;
  const joined = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    joined.set(chunk, at);
    at += chunk.length;
  }
  return joined;
}

/** Whether a request that no platform has parsed says that it has a body. */
function announcesBody({ method }: GuardRequest): boolean {
  return method !== undefined && !["GET", "HEAD", "OPTIONS"].includes(method.toUpperCase());
}
