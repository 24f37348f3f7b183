/** A frequent item: how often it was seen, at least, and what was kept of its first sight. */
export interface FrequentItem<Sample> {
  readonly key: string;
  readonly count: number;
  readonly sample: Sample;
}

/** Longest key that is kept, in UTF-16 units. */
const MAX_KEY_UNITS = 512;

/**
 * Counts how often each text occurs in a stream, in bounded memory.
 *
 * Keeps `capacity` counters. When they run out, the median of them is taken off each, and those left
 * with nothing are dropped; so a count is too low by no more than {@link maxError}, which is at most
 * 2/`capacity` of all that was added, and every text more frequent than that is there. Below
 * `capacity` different texts the counts are exact. Adding takes constant time, amortised.
 *
 * @see Anderson et al., "A High-Performance Algorithm for Identifying Frequent Items in Data
 * Streams", IMC 2017
 */
export class FrequentItems<Sample> {
  readonly #capacity: number;
  readonly #counters = new Map<string, { count: number; sample: Sample }>();
  #maxError = 0;

  /** @throws {RangeError} when `capacity` is not an integer of 2 or more */
  constructor(capacity: number) {
    if (!Number.isInteger(capacity) || capacity < 2) {
      throw new RangeError(`"capacity" expected integer >= 2, got ${capacity}`);
    }
    this.#capacity = capacity;
  }

  /** By how much a count may be too low. */
  get maxError(): number {
    return this.#maxError;
  }

  /** Counts `key` once more. `sample` is called when it is new. */
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

  /** The `n` most frequent, most frequent first. */
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

/** Copies a text that may be a slice of a longer one, which it would keep in memory. */
export function detach(text: string): string {
  return Buffer.from(text).toString();
}
