/** The requests in one interval. */
export interface Bucket {
  requests: number;
  denied: number;
}

/** The counts over time: contiguous buckets of equal width, oldest first. */
export interface TimelineReport {
  readonly bucketMs: number;
  readonly buckets: readonly (Bucket & { readonly start: string })[];
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Bucket widths that people are used to, each a multiple of the previous one. */
const WIDTHS = [SECOND, 10 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, DAY, 7 * DAY];

/** Times are formatted with four-digit years. */
const YEAR_10000_MS = 253_402_300_800_000;

/** Maximum number of columns in a chart. */
const MAX_COLUMNS = 96;

/**
 * Counts requests over time in bounded memory, in any order: buckets grow wider when there are too
 * many of them.
 */
export class Timeline {
  readonly #maxBuckets: number;
  #widthMs = SECOND;
  #buckets = new Map<number, Bucket>();
  #lastIndex = Number.NaN;
  #last: Bucket = { requests: 0, denied: 0 };

  /** @param maxBuckets maximum number of buckets, at least 2 */
  constructor(maxBuckets = 2048) {
    this.#maxBuckets = maxBuckets;
  }

  /** Counts a request. One without a time (`NaN`), or with a time out of range, is ignored. */
  add(timeMs: number, denied: boolean): void {
    if (!(timeMs >= 0 && timeMs < YEAR_10000_MS)) return;
    const index = Math.floor(timeMs / this.#widthMs);
    if (index !== this.#lastIndex) this.#select(timeMs);
    this.#last.requests++;
    if (denied) this.#last.denied++;
  }

  /**
   * The counts, merged into at most as many buckets as a chart has columns; `null` if no request
   * had a time.
   */
  report(): TimelineReport | null {
    if (this.#buckets.size === 0) return null;
    while (this.#span() > MAX_COLUMNS) this.#widen();
    const first = Math.min(...this.#buckets.keys());
    const buckets = Array.from({ length: this.#span() }, (_, offset) => {
      const { requests, denied } = this.#buckets.get(first + offset) ?? { requests: 0, denied: 0 };
      const start = new Date((first + offset) * this.#widthMs).toISOString();
      return { start, requests, denied };
    });
    return { bucketMs: this.#widthMs, buckets };
  }

  #select(timeMs: number): void {
    let index = Math.floor(timeMs / this.#widthMs);
    while (!this.#buckets.has(index) && this.#buckets.size >= this.#maxBuckets) {
      this.#widen();
      index = Math.floor(timeMs / this.#widthMs);
    }
    this.#lastIndex = index;
    this.#last = this.#buckets.get(index) ?? { requests: 0, denied: 0 };
    this.#buckets.set(index, this.#last);
  }

  #span(): number {
    const indexes = [...this.#buckets.keys()];
    return Math.max(...indexes) - Math.min(...indexes) + 1;
  }

  #widen(): void {
    const wider = WIDTHS.find((width) => width > this.#widthMs) ?? this.#widthMs * 2;
    const merged = new Map<number, Bucket>();
    for (const [index, { requests, denied }] of this.#buckets) {
      const at = Math.floor((index * this.#widthMs) / wider);
      const bucket = merged.get(at) ?? { requests: 0, denied: 0 };
      bucket.requests += requests;
      bucket.denied += denied;
      merged.set(at, bucket);
    }
    this.#buckets = merged;
    this.#widthMs = wider;
    this.#lastIndex = Number.NaN;
  }
}
