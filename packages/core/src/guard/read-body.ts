import type { CheckOptions, GuardRequest } from "../types/request.ts";

/** What {@link readBody} adds to the options of a check. */
type Body = Required<Pick<CheckOptions, "body" | "bodyTruncated">>;

/** The request has a body, but none of it could be read. */
const UNREAD: Body = { body: new Uint8Array(0), bodyTruncated: true };

/**
 * Reads the beginning of a request's body from a clone, so that the application can still read all
 * of it.
 *
 * Reads until more than `maxBytes` have arrived. A body that fails part-way is returned up to that
 * point. A body that was cut short, has already been read, or is not a stream is reported as
 * truncated.
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
    // The application or an earlier middleware has read it or is reading it.
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
    // The client disconnected: what arrived is judged, and the application sees the error itself.
    return { body: join(chunks, length), bodyTruncated: true };
  }
  // Not awaited: cancelling settles only once the other branch, the application's, is cancelled
  // too.
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

/** Whether a request that no platform has parsed has a method that implies a body. */
function announcesBody({ method }: GuardRequest): boolean {
  return method !== undefined && !["GET", "HEAD", "OPTIONS"].includes(method.toUpperCase());
}
