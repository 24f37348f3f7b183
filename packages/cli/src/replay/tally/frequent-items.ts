/** A frequent item: a lower bound on its count, and the sample taken when it was first seen. */
export interface FrequentItem<Sample> {
  readonly key: string;
  readonly count: number;
  readonly sample: Sample;
}

/** Longest key that is kept, in UTF-16 code units. */
const MAX_KEY_UNITS = 512;

/**
 * Counts how often each text occurs in a stream, in bounded memory.
 *
 * Keeps `capacity` counters. When they run out, their median is subtracted from each, and those
 * that reach zero are dropped. A count is therefore too low by at most {@link maxError}, which is
 * at most 2/`capacity` of the total, and every text more frequent than that is present. With fewer
 * than `capacity` different texts the counts are exact. Adding takes amortised constant time.
 *
 * @see Anderson et al., "A High-Performance Algorithm for Identifying Frequent Items in Data
 * Streams", IMC 2017
 */
export class FrequentItems<Sample> {
  readonly #capacity: number;
  readonly #counters = new Map<string, { count: number; sample: Sample }>();
  #maxError = 0;

  /** @throws {RangeError} when `capacity` is not an integer of at least 2 */
  constructor(capacity: number) {
    if (!Number.isInteger(capacity) || capacity < 2) {
      throw new RangeError(`"capacity" expected integer >= 2, got ${capacity}`);
    }
    this.#capacity = capacity;
  }

  /** Upper bound on how much a count may be too low. */
  get maxError(): number {
    return this.#maxError;
  }

  /** Adds one to the count of `key`. `sample` is called if it is new. */
  add(key: string, sample: () => Sample): void {
    const short = key.length > MAX_KEY_UNITS ? key.slice(0, MAX_KEY_UNITS) : key;
    const counter = this.#counters.get(short);
    if (counter !== undefined) {
      counter.count++;
      return;
    }
    this.#counters.set(detach(short), { count: 1, sample: sample() });
    if (this.#counters.size > this.#capacity) this.#makeRoom();
  }

  /** The `n` most frequent items, in descending order. */
  top(n: number): FrequentItem<Sample>[] {
    return [...this.#counters]
      .map(([key, { count, sample }]) => ({ key, count, sample }))
      .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1))
      .slice(0, n);
  }

  #makeRoom(): void {
    const counts = Float64Array.from(this.#counters.values(), ({ count }) => count).sort();
    const median = counts[counts.length >> 1] as number;
    this.#maxError += median;
    for (const [key, counter] of this.#counters) {
      counter.count -= median;
      if (counter.count <= 0) this.#counters.delete(key);
    }
  }
}

/** Copies a text that may be a slice of a longer one, so that it does not keep that in memory. */
export function detach(text: string): string {
  return Buffer.from(text).toString();
}
