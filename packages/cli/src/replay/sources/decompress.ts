import { pipeline, Readable, type Transform } from "node:stream";
import * as zlib from "node:zlib";
import { CommandError } from "../../command-error.ts";
import { peek } from "./peek.ts";

/** How a log is compressed. */
export type Compression = "none" | "gzip" | "zstd" | "brotli";

const CHUNK_BYTES = 256 * 1024;

/** Enough to distinguish brotli from text with a stray control character. */
const BROTLI_SAMPLE_BYTES = 4096;
const MAX_SAMPLE_OUTPUT_BYTES = 1024 * 1024;

/** A decompressed stream. */
export interface Decompressed {
  readonly compression: Compression;
  readonly content: AsyncIterable<Buffer>;
}

/**
 * Decompresses a stream. Detects the compression from the content, because files get renamed and
 * standard input has no name. Uncompressed input passes unchanged. Memory is bounded regardless of
 * the output's size.
 *
 * @throws {CommandError} exit code 2 when this Node version does not support the compression
 */
export async function decompress(input: AsyncIterable<Buffer>): Promise<Decompressed> {
  const { head, all } = await peek(input, BROTLI_SAMPLE_BYTES);
  const compression = detectCompression(head);
  const transform = createTransform(compression);
  if (transform === null) return { compression, content: all };
  // Errors of the pipeline are thrown by the transform's iterator.
  pipeline(Readable.from(all), transform, () => {});
  return { compression, content: transform };
}

/**
 * Detects the compression of bytes that begin with `head`. Brotli has no magic number: bytes count
 * as brotli if they are not text and can be decoded.
 *
 * @see RFC 1952, section 2.3.1 (gzip); RFC 8878, section 3.1.1 (zstd)
 */
export function detectCompression(head: Buffer): Compression {
  if (head[0] === 0x1f && head[1] === 0x8b) return "gzip";
  if (head.length >= 4 && head.readUInt32LE() === 0xfd2fb528) return "zstd";
  const sample = head.subarray(0, BROTLI_SAMPLE_BYTES);
  return hasControls(sample) && isBrotli(sample) ? "brotli" : "none";
}

function hasControls(bytes: Buffer): boolean {
  return bytes.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
}

function isBrotli(sample: Buffer): boolean {
  try {
    const text = zlib.brotliDecompressSync(sample, {
      finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH,
      maxOutputLength: MAX_SAMPLE_OUTPUT_BYTES,
    });
    return text.length > 0 && !hasControls(text);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
  }
}

function createTransform(compression: Compression): Transform | null {
  const options = { chunkSize: CHUNK_BYTES };
  if (compression === "gzip") return zlib.createGunzip(options);
  if (compression === "brotli") return zlib.createBrotliDecompress(options);
  if (compression === "none") return null;
  if (typeof zlib.createZstdDecompress === "function") return zlib.createZstdDecompress(options);
  throw new CommandError(
    "this Node cannot read zstd (22.15 and later can); pipe it through zstdcat",
    2,
  );
}
