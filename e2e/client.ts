/**
 * A plain HTTP/1.1 client that sends exactly the given headers; `fetch` adds some and refuses
 * others.
 */
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import type { HeaderLine } from "./cases.ts";

export interface Sent {
  readonly method?: string;
  readonly path: string;
  readonly headers?: readonly HeaderLine[];
  readonly body?: string | Uint8Array;
}

export interface Received {
  readonly status: number;
  /** By lower-case name; a repeated header has all its values. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  /** Decompressed, as a browser would. */
  readonly body: Buffer;
  /** Milliseconds from the request to the first and to the last byte of the body. */
  readonly firstByteMs: number;
  readonly lastByteMs: number;
}

const keepAlive = new Agent({ keepAlive: true, maxSockets: 1 });

/** Sends one request to `127.0.0.1:port` and reads the whole response. */
export function send(port: number, sent: Sent, timeoutMs = 10_000): Promise<Received> {
  return new Promise((resolve, reject) => {
    const body = typeof sent.body === "string" ? Buffer.from(sent.body) : sent.body;
    const lines: string[] = ["Host", `127.0.0.1:${port}`];
    for (const [name, value] of sent.headers ?? []) lines.push(name, value);
    if (body) lines.push("Content-Length", String(body.byteLength));
    const startedAt = performance.now();
    const outgoing = request(
      {
        host: "127.0.0.1",
        port,
        method: sent.method ?? "GET",
        path: sent.path,
        headers: lines,
        agent: keepAlive,
        timeout: timeoutMs,
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        let firstByteMs = 0;
        incoming.on("data", (chunk: Buffer) => {
          if (chunks.length === 0) firstByteMs = performance.now() - startedAt;
          chunks.push(chunk);
        });
        incoming.on("error", reject);
        incoming.on("end", () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headersDistinct as Record<string, string[]>,
            body: decompress(Buffer.concat(chunks), incoming.headers["content-encoding"]),
            firstByteMs,
            lastByteMs: performance.now() - startedAt,
          }),
        );
      },
    );
    outgoing.on("timeout", () => outgoing.destroy(new Error(`no answer in ${timeoutMs} ms`)));
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

function decompress(body: Buffer, encoding: string | undefined): Buffer {
  if (body.length === 0 || encoding === undefined || encoding === "identity") return body;
  if (encoding === "gzip") return gunzipSync(body);
  if (encoding === "br") return brotliDecompressSync(body);
  if (encoding === "deflate") return inflateSync(body);
  throw new Error(`"content-encoding" expected gzip, br or deflate, got ${encoding}`);
}

/**
 * Writes bytes that no well-behaved client would send, and reads the response.
 *
 * @returns the response's status, or `"closed"` if the server closed the connection without one
 */
export function sendRaw(
  port: number,
  bytes: Uint8Array,
  timeoutMs = 10_000,
): Promise<number | "closed"> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    let text = "";
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`no answer in ${timeoutMs} ms`)));
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      const status = /^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1];
      if (status === undefined) return;
      resolve(Number(status));
      socket.destroy();
    });
    socket.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "ECONNRESET" || error.code === "EPIPE" ? resolve("closed") : reject(error),
    );
    socket.on("close", () => resolve("closed"));
    socket.write(bytes);
  });
}
