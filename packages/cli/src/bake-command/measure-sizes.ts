import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** Sizes of a module, in bytes. */
export interface Sizes {
  readonly raw: number;
  readonly gzip: number;
  readonly brotli: number;
}

/**
 * A quality that servers use to compress on the fly. The highest (11) would take longer than the
 * entire bake.
 */
const brotliQuality = 9;

/** Measures a module's raw and compressed sizes, off the main thread. */
export async function measureSizes(module: Uint8Array): Promise<Sizes> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: brotliQuality,
    [constants.BROTLI_PARAM_SIZE_HINT]: module.length,
  };
  const [zipped, brotlied] = await Promise.all([
    promisify(gzip)(module, { level: 9 }),
    promisify(brotliCompress)(module, { params }),
  ]);
  return { raw: module.length, gzip: zipped.length, brotli: brotlied.length };
}
