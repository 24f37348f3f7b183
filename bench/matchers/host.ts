/** A text in a subject's buffer. */
export interface Place {
  readonly start: number;
  readonly bytes: number;
}

/** Result of a search: the number of occurrences, and the sum of their hashes. */
export interface Found {
  readonly count: number;
  readonly checksum: number;
}

interface SubjectExports {
  readonly memory: WebAssembly.Memory;
  readonly layout: WebAssembly.Global<"i32">;
  readonly scan: (start: number, bytes: number) => number;
  readonly checksum: () => number;
}

/** Size of a subject's text buffer in bytes; a text has a NUL on either side. */
export const bufferBytes = 65_536;

/** A running subject. */
export class Host {
  readonly scan: SubjectExports["scan"];
  readonly #exports: SubjectExports;

  constructor(module: WebAssembly.Module, imports?: WebAssembly.Imports) {
    this.#exports = new WebAssembly.Instance(module, imports).exports as unknown as SubjectExports;
    this.scan = this.#exports.scan;
  }

  /** Copies bytes to the start of the text buffer. */
  load(bytes: Uint8Array): void {
    const { memory, layout } = this.#exports;
    new Uint8Array(memory.buffer, layout.value >>> 0, bufferBytes).set(bytes);
  }

  /** Searches a single text. */
  find(text: Uint8Array): Found {
    const { bytes, places } = packTexts([text])[0] as Batch;
    this.load(bytes);
    const place = places[0] as Place;
    const count = this.scan(place.start, place.bytes);
    return { count, checksum: this.#exports.checksum() >>> 0 };
  }
}

/** As many texts as fit into a buffer. */
export interface Batch {
  readonly bytes: Uint8Array;
  readonly places: readonly Place[];
}

/**
 * Concatenates texts, separated by NULs, into as many buffers as needed.
 *
 * @throws {RangeError} When a single text does not fit.
 */
export function packTexts(texts: readonly Uint8Array[]): Batch[] {
  const batches: { bytes: Uint8Array; places: Place[]; used: number }[] = [];
  for (const text of texts) {
    if (text.length + 2 > bufferBytes) {
      throw new RangeError(`"text" expected at most ${bufferBytes - 2} bytes, got ${text.length}`);
    }
    let batch = batches.at(-1);
    if (batch === undefined || batch.used + text.length + 1 > bufferBytes) {
      batch = { bytes: new Uint8Array(bufferBytes), places: [], used: 1 };
      batches.push(batch);
    }
    batch.bytes.set(text, batch.used);
    batch.places.push({ start: batch.used, bytes: text.length });
    batch.used += text.length + 1;
  }
  return batches;
}
