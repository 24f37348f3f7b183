import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { type Redactor, redactResponse } from "@snapwall/core/redact";

/** Bytes that may be buffered for the client before `write` asks the application to wait. */
const HIGH_WATER_BYTES = 64 * 1024;

/** Statuses without a body. */
const BODILESS = new Set([204, 205, 304]);

type Callback = (error?: Error) => void;

type GivenHeaders = OutgoingHttpHeaders | OutgoingHttpHeader[] | null | undefined;

/**
 * Makes a `node:http` response redact what the application writes, as `redactResponse` does:
 * according to its content type, and without the headers that describe the original bytes.
 *
 * Nothing is sent until the application writes the first byte of the body or ends it, because
 * headers may change until then. If the guard fails, the connection is closed, so that nothing
 * unjudged is sent.
 */
export function redactOutgoing(outgoing: ServerResponse, redactor: Redactor): void {
  const { write, end, writeHead, flushHeaders } = outgoing;
  let body: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined;
  let onSent: Callback | undefined;
  /** Whether the client has disconnected or the guard has failed; further writes are discarded. */
  let isGone = false;
  /** Whether the application has ended the response. */
  let isEnded = false;

  /** Returns whether the body is redacted. If not, the response's own methods are restored. */
  function begin(): boolean {
    if (body !== undefined) return true;
    const status = outgoing.statusCode;
    const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        start(controller) {
          body = controller;
        },
        pull: () => void outgoing.emit("drain"),
        cancel() {
          isGone = true;
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: HIGH_WATER_BYTES }),
    );
    const isBodiless = outgoing.req.method === "HEAD" || BODILESS.has(status);
    // Partial content is the one status that decides; `Response` does not accept all of Node's.
    const init = { status: status === 206 ? 206 : 200, headers: listHeaders(outgoing) };
    const response = isBodiless ? null : new Response(stream, init);
    const redacted = response && redactResponse(redactor, response);
    if (redacted === response || redacted === null) {
      body = undefined;
      Object.assign(outgoing, { write, end, writeHead, flushHeaders });
      return false;
    }
    send(redacted).catch((error: Error) => {
      isGone = true;
      outgoing.destroy(error);
    });
    return true;
  }

  async function send(redacted: Response | Promise<Response>): Promise<void> {
    const response = await redacted;
    // Writing the body sends the headers through these methods.
    Object.assign(outgoing, { writeHead, flushHeaders });
    for (const name of outgoing.getHeaderNames()) {
      if (!response.headers.has(name)) outgoing.removeHeader(name);
    }
    for await (const chunk of response.body as ReadableStream<Uint8Array>) {
      if (outgoing.destroyed) return;
      if (!write.call(outgoing, chunk, "utf8", () => {})) await drain(outgoing);
    }
    end.call(outgoing, null, "utf8", onSent);
  }

  function push(chunk: unknown, encoding: unknown): void {
    if (chunk === undefined || chunk === null) return;
    const bytes =
      typeof chunk === "string"
        ? Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8")
        : Buffer.from(chunk as Uint8Array);
    if (bytes.length > 0 && !isGone) body?.enqueue(bytes);
  }

  Object.assign(outgoing, {
    writeHead(status: number, ...rest: unknown[]) {
      const [message, headers] = rest;
      const hasMessage = typeof message === "string";
      if (hasMessage) outgoing.statusMessage = message;
      outgoing.statusCode = status;
      setHeaders(outgoing, (hasMessage ? headers : (headers ?? message)) as GivenHeaders);
      return outgoing;
    },
    flushHeaders() {},
    write(chunk: unknown, ...rest: unknown[]) {
      if (!begin()) return outgoing.write(chunk, ...(rest as []));
      const written = rest.findLast((part) => typeof part === "function") as Callback | undefined;
      if (isEnded) {
        refuse(outgoing, written);
        return false;
      }
      push(chunk, rest[0]);
      if (written !== undefined) queueMicrotask(() => written());
      return (body?.desiredSize ?? 1) > 0;
    },
    end(...parts: unknown[]) {
      if (!begin()) return outgoing.end(...(parts as []));
      const at = parts.findIndex((part) => typeof part === "function");
      const sent = parts[at] as Callback | undefined;
      const [chunk, encoding] = at === -1 ? parts : parts.slice(0, at);
      if (isEnded) {
        if (chunk) refuse(outgoing, sent);
        else if (!outgoing.writableFinished) sent && outgoing.once("finish", sent);
        else
          sent?.(
            fault("ERR_STREAM_ALREADY_FINISHED", "Cannot call end after a stream was finished"),
          );
        return outgoing;
      }
      isEnded = true;
      onSent = sent;
      push(chunk, encoding);
      if (!isGone) body?.close();
      return outgoing;
    },
  });
}

function listHeaders(outgoing: ServerResponse): [string, string][] {
  return Object.entries(outgoing.getHeaders()).flatMap(([name, value]) => {
    const values = Array.isArray(value) ? value : [value];
    return values.map((value): [string, string] => [name, String(value)]);
  });
}

function setHeaders(outgoing: ServerResponse, headers: GivenHeaders): void {
  if (headers === undefined || headers === null) return;
  if (!Array.isArray(headers)) {
    for (const [name, value] of Object.entries(headers)) {
      if (value !== undefined) outgoing.setHeader(name, value);
    }
    return;
  }
  // Alternating names and values, or pairs of them.
  const flat = headers.flat() as string[];
  for (let at = 0; at + 1 < flat.length; at += 2) {
    outgoing.appendHeader(flat[at] as string, flat[at + 1] as string);
  }
}

/** Refuses a write after the end as Node does: the callback and an event have the error. */
function refuse(outgoing: ServerResponse, written: Callback | undefined): void {
  const error = fault("ERR_STREAM_WRITE_AFTER_END", "write after end");
  process.nextTick(() => {
    written?.(error);
    if (!outgoing.destroyed) outgoing.emit("error", error);
  });
}

function fault(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

function drain(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      outgoing.off("drain", done);
      outgoing.off("close", done);
      resolve();
    };
    outgoing.on("drain", done);
    outgoing.on("close", done);
  });
}
