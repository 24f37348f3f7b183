import { mediaTypeOf } from "../codec/media-type.ts";
import { redactForm, redactMultipart } from "./redact-form.ts";
import { redactJson } from "./redact-json.ts";
import { redactRecords } from "./redact-stream.ts";
import type { Redactor } from "./redactor.ts";
import { unpack } from "./unpack.ts";

/** Headers that describe the original bytes, which are no longer sent. */
const STALE_HEADERS = [
  "content-length",
  "content-encoding",
  "etag",
  "digest",
  "content-digest",
  "repr-digest",
  "content-md5",
  "accept-ranges",
];

/**
 * What ends a record of text whose readers wait for each: an event's blank line, and NDJSON's line.
 */
const RECORD_ENDS: Readonly<Record<string, RegExp>> = {
  "text/event-stream": /\n\r?\n|\r\r/g,
  "application/x-ndjson": /\n/g,
};

/**
 * Redacts a response according to its content type: JSON and forms as documents, other text as a
 * stream. Everything else is returned unchanged.
 *
 * - A response compressed with gzip or deflate is decompressed. One compressed otherwise or with a
 *   charset other than UTF-8, a partial response (206) and one without a body pass unchanged.
 * - Whether a body is compressed is told from its first bytes, because `fetch` decompresses what it
 *   receives but keeps `Content-Encoding`.
 * - Headers that describe the original bytes are removed: length, encoding, `ETag`, digests.
 * - JSON and forms are read completely before the response is sent; text is delayed by up to 32,768
 *   characters. Events (`text/event-stream`) and lines of NDJSON leave as soon as they are complete,
 *   so what spans two of them is not found.
 *
 * The threat: a stack trace, an export or an internal note that an application leaks by accident.
 * This is a safety net, not a guarantee: what cannot be told from ordinary text passes.
 *
 * @example
 * ```ts
 * return redactResponse(redactor, await app(request));
 * ```
 */
export function redactResponse(
  redactor: Redactor,
  response: Response,
): Response | Promise<Response> {
  const type = response.headers.get("content-type") ?? "";
  const redact = response.body === null || response.status === 206 ? undefined : wayOf(type);
  if (redact === undefined) return response;
  const body = response.body as ReadableStream<Uint8Array<ArrayBuffer>>;
  const encoding = response.headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  if (encoding === "identity") return redactBody(redactor, response, body, redact);
  return unpack(body, encoding).then(({ body, isPacked }) => {
    return isPacked ? new Response(body, response) : redactBody(redactor, response, body, redact);
  });
}

type Whole = (
  redactor: Redactor,
  response: Response,
  type: string,
) => Promise<string | Uint8Array<ArrayBuffer>>;

/** The response with its body, which has been decompressed, redacted. */
function redactBody(
  redactor: Redactor,
  response: Response,
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  redact: "text" | Whole,
): Response | Promise<Response> {
  const { status, statusText } = response;
  const headers = new Headers(response.headers);
  for (const name of STALE_HEADERS) headers.delete(name);
  const type = response.headers.get("content-type") as string;
  if (redact === "text") {
    const text = body.pipeThrough(redactRecords(redactor, RECORD_ENDS[mediaTypeOf(type)]));
    return new Response(text, { status, statusText, headers });
  }
  return redact(redactor, new Response(body), type).then((redacted) => {
    return new Response(redacted, { status, statusText, headers });
  });
}

/** How a content type is redacted; `undefined` if it is not. */
function wayOf(type: string): "text" | Whole | undefined {
  const charset = /;\s*charset="?([^";\s]+)/i.exec(type)?.[1];
  if (charset !== undefined && !/^utf-?8$|^us-ascii$/i.test(charset)) return undefined;
  const essence = mediaTypeOf(type);
  if (/^application\/(?:[^/]+\+)?json$/.test(essence)) {
    return async (redactor, response) => redactJson(redactor, await response.text());
  }
  if (essence === "application/x-www-form-urlencoded") {
    return async (redactor, response) => redactForm(redactor, await response.text());
  }
  if (essence === "multipart/form-data") {
    return async (redactor, response, type) => {
      const boundary = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(type);
      const body = new Uint8Array(await response.arrayBuffer());
      const name = boundary?.[1] ?? boundary?.[2];
      return name === undefined ? body : redactMultipart(redactor, body, name);
    };
  }
  const isText = /^text\/|[/+]xml$|^application\/(?:javascript|x-ndjson|yaml|sql)$/.test(essence);
  return isText ? "text" : undefined;
}
