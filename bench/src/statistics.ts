/** Summary of a series of samples, without assuming normally distributed noise. */
export interface Summary {
  readonly samples: number;
  readonly median: number;
  /** First and third quartile: half of all samples lie between them. */
  readonly q1: number;
  readonly q3: number;
  readonly min: number;
  readonly max: number;
}

/**
 * The value below which a share `p` of the samples lies, linear between neighbours (type 7 of
 * Hyndman and Fan 1996, what NumPy and R do by default).
 *
 * @throws {RangeError} When there are no samples, one is not finite, or `p` is outside [0, 1].
 */
export function quantile(samples: readonly number[], p: number): number {
  if (samples.length === 0) throw new RangeError('"samples" expected at least one, got none');
  if (!(p >= 0 && p <= 1)) throw new RangeError(`"p" expected number in [0, 1], got ${p}`);
  const wrong = samples.find((sample) => !Number.isFinite(sample));
  if (wrong !== undefined) throw new RangeError(`"samples" expected finite numbers, got ${wrong}`);
  const sorted = [...samples].sort((a, b) => a - b);
  const position = (sorted.length - 1) * p;
  const low = sorted[Math.floor(position)] as number;
  const high = sorted[Math.ceil(position)] as number;
  return low + (high - low) * (position - Math.floor(position));
}

/** The median, which a single slow or fast process cannot change. */
export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/** Median, quartiles and extremes. */
export function summarize(samples: readonly number[]): Summary {
  return {
    samples: samples.length,
    median: quantile(samples, 0.5),
    q1: quantile(samples, 0.25),
    q3: quantile(samples, 0.75),
    min: quantile(samples, 0),
    max: quantile(samples, 1),
  };
}

/**
 * The ratio of `theirs` to `ours`, round by round.
 *
 * Samples of one round were taken within seconds of each other, so a machine that is slow for a
 * while slows both: the ratio is stable where the times are not.
 *
 * @throws {RangeError} When the lengths differ, so that the rounds do not correspond.
 */
export function summarizeRatio(theirs: readonly number[], ours: readonly number[]): Summary {
  if (theirs.length !== ours.length) {
    throw new RangeError(`expected as many rounds, got ${theirs.length} and ${ours.length}`);
  }
  return summarize(theirs.map((sample, round) => sample / (ours[round] as number)));
}
